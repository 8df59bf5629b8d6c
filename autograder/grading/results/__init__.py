"""Stored results: a file for each, named by a hash of everything that decides the grade."""
