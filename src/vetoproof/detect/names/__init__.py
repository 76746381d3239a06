"""Names -> how alike two are, and whom of a list a party may be. Pure functions; listed parties are handed in as rows."""
