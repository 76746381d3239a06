"""Positions of ships -> events: gaps, encounters, loitering, port visits, stops, jumps, shared identities, spoofing, reach, dark ships."""
