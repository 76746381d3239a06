"""Rows of registers and listed parties -> who is owned or controlled by them, with every chain."""
