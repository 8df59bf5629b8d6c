"""What keeps the kit from grading well, on this machine and in a course."""
