"""What courses' configurations call; it lives in `autograder.course.configuration.nbgrader_options`."""

from autograder.course.configuration.nbgrader_options import configure, register

__all__ = ["configure", "register"]
