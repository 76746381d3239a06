"""Yearly figures -> what a path has done: a line kept or left, a peak, a pace, a share. docs/methods/emissions.md is the sheet."""
