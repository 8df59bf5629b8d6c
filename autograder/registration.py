"""What courses' configurations call; it lives in `autograder.course.configuration.options`."""

from autograder.course.configuration.options import configure, register

__all__ = ["configure", "register"]
