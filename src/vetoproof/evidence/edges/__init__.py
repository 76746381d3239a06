"""Files of transfers -> EDGE rows; lists of addresses -> sources, terminals, labels."""
