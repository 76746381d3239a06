"""Files -> rows, each with its source: the public record that the package carries, and the store that you fill."""
