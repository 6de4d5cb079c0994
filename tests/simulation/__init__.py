"""A simulated working year: a person, a computer and three clocks, and an account of it that knows no wall clock."""
