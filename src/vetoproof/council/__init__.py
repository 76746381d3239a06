"""Ballots, seats and mandates -> outcomes with reasons, what could have been, and what lapses when."""
