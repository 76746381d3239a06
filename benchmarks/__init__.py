"""What was measured, on which machine: run `make bench`. Nothing here is a test."""
