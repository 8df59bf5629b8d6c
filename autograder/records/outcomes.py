"""How a check can end, and the exceptions that end it before its verdict."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    GRADER_ERROR = "grader_error"


class Place(NamedTuple):
    """Where an error in student code came from: its type, the cell and the line."""

    error_type: str
    cell: str
    line: int


class CheckStopped(Exception):
    """A check ended before its verdict; the class says with which outcome.

    `also` is repeated in each check that this stops, while the message is shown once. `place` is that of
    an error in student code.
    """

    outcome = Outcome.GRADER_ERROR

    def __init__(self, message: str, *, also: str = "", place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.also = also
        self.place = place


class Blocked(CheckStopped):
    """Something that the check needs is missing or not written yet."""

    outcome = Outcome.BLOCKED


class StudentFailed(CheckStopped):
    """The student's code raised an error, ended its process, or answered with something that is no array."""

    outcome = Outcome.FAILED


class ProcessEnded(StudentFailed):
    """The student's code took too much memory, or its process ended: what it would have answered is not known."""


class TimedOut(CheckStopped):
    """The student's code did not answer in time."""

    outcome = Outcome.TIMEOUT


class Excused(CheckStopped):
    """The fault follows from an earlier mistake that has already cost its points."""

    outcome = Outcome.PASSED


class CannotCheck(CheckStopped):
    """The grader lacks something of its own, such as a data set; the student loses nothing."""

    outcome = Outcome.GRADER_ERROR
