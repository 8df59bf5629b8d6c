"""nbgrader: gradebook, preprocessors, feedback pages, setting up a course. Only this floor imports nbgrader."""
