"""The `student` that checks get: what the engine relies on, and what it gives to make one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

Spoilt = Mapping[str, frozenset[str]]  # of each earlier task: what its failed checks spoil, as their marks say


class Ask(Protocol):
    """Ask a question of `questions.py` in the sandbox."""

    def __call__(self, question: str, **arguments: Any) -> dict[str, Any]:
        """The question's answer, which is untrusted; raises CheckStopped where there is none."""


class Student(Protocol):
    """What an assignment's class for `student` must have. Its other methods are between it and the checks."""

    spoilt: Spoilt  # the engine sets it before each check


class MakeStudent(Protocol):
    """How the engine makes a submission's `student`, once for each grading: usually the class itself."""

    def __call__(self, ask: Ask, handin: Any, seed: int | None = None) -> Student:
        """`handin` is a `handin.submission.Handin`, of a floor above this one.

        `seed` fixes the checks' random inputs; None leaves them fresh.
        """
