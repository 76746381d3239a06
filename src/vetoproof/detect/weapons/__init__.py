"""Claims about arms, tests and facilities -> curves a claimant, estimates with their ends, checks, states over time."""
