"""The names of a list -> an index; for many other names, the few pairs that may be alike and are worth a full comparison."""
