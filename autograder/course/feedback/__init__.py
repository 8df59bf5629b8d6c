"""The pages of feedback that students get."""
