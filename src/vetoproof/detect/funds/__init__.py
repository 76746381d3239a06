"""Transfers of digital currency -> where stolen funds went, by several rules, and the patterns in which they moved."""
