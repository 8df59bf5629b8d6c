"""nbgrader's exchange of a course, on the instructor's side."""
