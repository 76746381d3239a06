"""YAML that a lawyer can read -> the loaded law: what binds whom on which day, and under which conditions."""
