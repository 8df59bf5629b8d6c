"""Hand-ins from a learning platform into a course."""
