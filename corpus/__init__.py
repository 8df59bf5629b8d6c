"""The answers and hand-ins that the checks and the grading are tried on, and what reads and grades them."""
