"""Runs inside the sandbox: a time limit for student code in the main thread."""

from __future__ import annotations

import contextlib
import signal
import types
from collections.abc import Iterator


class OutOfTime(BaseException):
    """Raised in the student's code when its time is over; no `except Exception` catches it. `wire` knows its name."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the main thread when the time is over."""

    def over(_signal: int, _frame: types.FrameType | None) -> None:
        raise OutOfTime(f"no result after {seconds:g} s")

    signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
