"""Rows -> facts, as pure functions: no law, no clock, no network; thresholds and listed names are handed in."""
