"""Facts + law -> findings: the judge, its reasons, and what would flip it."""
