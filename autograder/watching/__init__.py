"""Grades what is handed in as it arrives: the queue, the intake, the pages for students, and the loop over them."""
