"""A notebook's cells and code, as data."""
