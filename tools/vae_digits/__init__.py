"""What is measured, made and written of one assignment alone."""
