"""Position files (AIS) -> POSITION and STATIC rows in integers, sorted, each with the file and the row that it came from."""
