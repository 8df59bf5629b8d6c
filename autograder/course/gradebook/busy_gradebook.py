"""Repeats requests to a gradebook that is busy, and stops asking for a while where it stays locked."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from autograder.records.text import shortened

_T = TypeVar("_T")
_TRIES, _PAUSE_S = 6, 2.0  # formgrader holds the gradebook for moments only
_LEFT_ALONE_S = 60.0  # a gradebook that stayed locked is not waited for at each submission


class Retries:
    """Repeats a request to the gradebook; where it stays locked, later requests are not made for a while."""

    def __init__(self) -> None:
        self._answers = True
        self._paused_until = 0.0
        self._error = ""

    @property
    def is_paused(self) -> bool:
        """Whether no requests are made at present, as the gradebook did not answer before."""
        return time.monotonic() < self._paused_until

    def resume(self) -> None:
        self._paused_until = 0.0

    def note(self, error: str) -> None:
        """Remember why the gradebook did not answer."""
        self._error = error

    def until_answered(self, ask: Callable[[], _T | None]) -> _T | None:
        """Call `ask` until it returns something other than None; returns None where it does not in time."""
        for attempt in range(_TRIES if self._answers else 1):
            time.sleep(_PAUSE_S if attempt else 0)
            answer = ask()
            self._answers = answer is not None
            if self._answers:
                return answer
        self._paused_until = time.monotonic() + _LEFT_ALONE_S
        return None

    def no_answer(self) -> str:
        """The sentence for a gradebook that does not answer."""
        return f"the gradebook does not answer, or another program holds it ({shortened(self._error, 300)})"
