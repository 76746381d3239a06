"""Compiled inner loops: arrays of positions -> arrays of events. Only this folder knows numba."""
