"""The public files of emissions and submissions, each in its own form -> rows of one form; what would mislead is kept apart, and said."""
