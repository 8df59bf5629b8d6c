"""Autograders of platforms: the package that an instructor uploads, and the grading of one hand-in in its container."""
