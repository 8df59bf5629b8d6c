"""Results of a check, a task and a submission, and the report of a batch."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

from autograder.records.json_text import values_of
from autograder.records.outcomes import Outcome
from autograder.records.text import is_formula

SCHEMA = 1
TRAINING = "training"  # what a failed check spoils for later tasks, unless its mark says otherwise

TOLD_ABOVE = "The same as told above, under"  # how a message begins that refers to another check's
AS_ABOVE = "The same."  # replaces such a reference where it has been shown already


_NO_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069]|^\s|\s$")


def wrong_name(name: str) -> str | None:
    """Why this can't be a student's name, as the end of a sentence; None where it can.

    nbgrader writes names into tables and paths unchanged, and fails at some.
    """
    if is_formula(name):
        return "which a spreadsheet takes for a formula"
    if _NO_NAME.search(name):
        return "with characters that can't be shown, or a space at an end"
    return None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check's result: `earned` of `points`, and the sentence a student reads."""

    id: str
    sentence: str
    points: float
    earned: float
    outcome: Outcome
    message: str
    misconception: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.earned <= self.points < math.inf:
            raise ValueError(f"{self.id}: earned {self.earned!r} is not between 0 and {self.points}")


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task's checks; `earned` is worked out from them, whatever a file says."""

    id: str
    points: float
    earned: float = field(init=False, default=0.0)
    checks: tuple[CheckResult, ...]

    def __post_init__(self) -> None:
        _derive(self, earned=min(self.points, math.fsum(check.earned for check in self.checks)))

    def told(self, check: CheckResult) -> str:
        """The message of a check; where it only refers to another check's message, that message."""
        if not check.message.startswith(TOLD_ABOVE):
            return check.message
        return next((one.message for one in self.checks if f"“{one.sentence}”" in check.message), check.message)

    def shown(self) -> list[tuple[CheckResult, str]]:
        """Each check with its message, for a page that shows all: a repeated reference to another check is shortened."""
        found, pointers = [], set()
        for check in self.checks:
            again = check.message in pointers
            found.append((check, AS_ABOVE if again else check.message))
            if check.message.startswith(TOLD_ABOVE):
                pointers.add(check.message)
        return found


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """One graded submission, or the reason why it could not be graded.

    `notes` tells what the kit mended or passed over on the way: a given cell that was restored, an added
    cell that stopped with an error. `status` and `score` are worked out, whatever a file says. `key` is the key of
    the stored result: of the files, code and settings that it was computed from.
    """

    student: str
    path: str
    status: str = field(init=False, default="")
    reason: str | None
    score: float | None = field(init=False, default=None)  # None where there is no grade
    max_score: float
    manual_max: float
    seconds: float
    notes: tuple[str, ...] = field(default=(), kw_only=True)
    tasks: tuple[TaskResult, ...]
    key: str | None = field(default=None, compare=False)  # not in the report

    def __post_init__(self) -> None:
        if not math.isfinite(self.seconds):
            raise ValueError(f"{self.seconds!r} is no number of seconds")
        graded = self.reason is None
        _derive(
            self,
            status="graded" if graded else "needs_attention",
            score=math.fsum(task.earned for task in self.tasks) if graded else None,
            seconds=round(self.seconds, 2),
        )


def _derive(record: object, **values: object) -> None:
    """Set fields that follow from others in a frozen record that is being made."""
    for name, value in values.items():
        object.__setattr__(record, name, value)


def report(assignment: str, submissions: list[SubmissionResult]) -> dict[str, Any]:
    """The JSON report of a batch, as the contract has it."""
    rows = values_of(submissions)
    for row in rows:
        del row["key"]
    return {"schema": SCHEMA, "assignment": assignment, "submissions": rows}
