"""The time that the grading of one submission may take."""

from __future__ import annotations

import time

from autograder.records.outcomes import TimedOut
from autograder.records.settings import Limits


class Deadline:
    """When a submission's time is over."""

    def __init__(self, limits: Limits) -> None:
        self._allowed_s = limits.submission_s
        self._end = time.monotonic() + limits.submission_s

    def remaining_s(self) -> float:
        """Return the seconds that are left. Raises TimedOut where none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimedOut(
                f"The grading of this submission stopped after {self._allowed_s:g} s: the code before "
                "this check took too long. Does something in your notebook wait, or loop for ever?"
            )
        return left

    def leaves(self, part: float) -> bool:
        """Return whether more than that part of the time is left."""
        return self._end - time.monotonic() > part * self._allowed_s

    def extend(self, seconds: float) -> None:
        """Give the submission back time that it did not spend itself."""
        self._end += seconds
