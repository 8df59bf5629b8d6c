"""Which course a command works in, and what its nbgrader configuration says."""
