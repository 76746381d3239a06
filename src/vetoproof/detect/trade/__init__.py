"""Customs rows -> flows with one State, gaps between two sides, unit values, confusion of names, re-exports, residuals. Knows no law."""
