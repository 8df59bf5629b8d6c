"""Making courses and assignments, and building releases."""
