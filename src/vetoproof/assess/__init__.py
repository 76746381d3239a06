"""Findings + mandates -> the calendar of duties; later the scorecards, the coverage and the gaps."""
