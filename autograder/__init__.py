"""A grader for notebook assignments that never runs a student's code where its verdicts are made."""

__version__ = "0.1.0"
