"""Commands that grade, and that show how far a class is."""
