"""Files -> rows, each with its source. For now: the public record that the package carries."""
