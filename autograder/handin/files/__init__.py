"""Files that strangers handed in, opened safely."""
