"""Frozen records, of a grading and of a machine, and the reasons for which a check ends without a verdict."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SCHEMA = 1
TRAINING = "training"  # what a failed check spoils for later tasks, unless its mark says otherwise
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# What is no character of a line of text: control characters, halves of characters, marks that turn the reading direction
_UNPRINTABLE = re.compile(
    r"[^\x20-\x7e\xa0-\ud7ff\ue000-\uffff]+|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+"
)


def printable(text: str) -> str:
    """Text from anywhere as one line that a terminal, a file and a page can show, without a terminal's colours."""
    return " ".join(_UNPRINTABLE.sub(" ", _COLOURS.sub("", text)).split())


class KitError(Exception):
    """Base of every error that the kit raises on purpose; its text is one sentence for a person."""


class Unreadable(KitError):
    """A submission that can't be graded: names the file, what is wrong, and what to do."""


class SandboxError(KitError):
    """The sandbox can't be started or has broken: the machine's fault, never the student's."""


class Outcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    GRADER_ERROR = "grader_error"


class CheckStopped(Exception):
    """A check that ended before its verdict; the class says with which outcome."""

    outcome = Outcome.GRADER_ERROR

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Blocked(CheckStopped):
    """Something that the check needs is missing or not written yet."""

    outcome = Outcome.BLOCKED


class StudentFailed(CheckStopped):
    """The student's code raised, died, or answered with something that is no array."""

    outcome = Outcome.FAILED


class TimedOut(CheckStopped):
    """The student's code did not answer in time."""

    outcome = Outcome.TIMEOUT


class Excused(CheckStopped):
    """What is wrong here is the consequence of an earlier mistake, which has cost its points already."""

    outcome = Outcome.PASSED


class CannotCheck(CheckStopped):
    """The grader lacks something of its own, such as a data set: nothing is held against the student."""

    outcome = Outcome.GRADER_ERROR


class Level(StrEnum):
    """How much a finding about the machine matters."""

    OK = "ok"
    WARNING = "warning"  # grading works, but slower, or not for everybody
    PROBLEM = "problem"  # grading does not work, or is not safe


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing that a grading needs, and what to do about it."""

    name: str
    level: Level
    found: str
    remedy: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "level": self.level.value, "found": self.found, "remedy": self.remedy}


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
        if not (math.isfinite(self.earned) and 0 <= self.earned <= self.points):
            raise ValueError(f"{self.id}: earned {self.earned!r} is not between 0 and {self.points}")

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "sentence": self.sentence,
            "points": self.points,
            "earned": self.earned,
            "outcome": self.outcome.value,
            "message": self.message,
            "misconception": self.misconception,
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> CheckResult:
        return cls(**{**record, "outcome": Outcome(record["outcome"])})


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task's checks."""

    id: str
    points: float
    checks: tuple[CheckResult, ...]

    @property
    def earned(self) -> float:
        return min(self.points, math.fsum(check.earned for check in self.checks))

    def as_json(self) -> dict[str, Any]:
        checks = [check.as_json() for check in self.checks]
        return {"id": self.id, "points": self.points, "earned": self.earned, "checks": checks}

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> TaskResult:
        checks = tuple(CheckResult.from_json(check) for check in record["checks"])
        return cls(record["id"], record["points"], checks)


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """One graded submission, or the reason why it could not be graded.

    `notes` tells what the kit mended or passed over on the way: a given cell that was restored, an added
    cell that stopped with an error.
    """

    student: str
    path: str
    reason: str | None
    max_score: float
    manual_max: float
    seconds: float
    tasks: tuple[TaskResult, ...]
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        return "graded" if self.reason is None else "needs_attention"

    @property
    def score(self) -> float | None:
        """Points earned, or None where there is no grade: an absent result is never a score."""
        return math.fsum(task.earned for task in self.tasks) if self.reason is None else None

    def as_json(self) -> dict[str, Any]:
        return {
            "student": self.student,
            "path": self.path,
            "status": self.status,
            "reason": self.reason,
            "score": self.score,
            "max_score": self.max_score,
            "manual_max": self.manual_max,
            "seconds": round(self.seconds, 2),
            "notes": list(self.notes),
            "tasks": [task.as_json() for task in self.tasks],
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> SubmissionResult:
        return cls(
            student=record["student"],
            path=record["path"],
            reason=record["reason"],
            max_score=record["max_score"],
            manual_max=record["manual_max"],
            seconds=record["seconds"],
            tasks=tuple(TaskResult.from_json(task) for task in record["tasks"]),
            notes=tuple(record["notes"]),
        )


def report(assignment: str, submissions: list[SubmissionResult]) -> dict[str, Any]:
    """The JSON report of a batch, as the contract has it."""
    return {
        "schema": SCHEMA,
        "assignment": assignment,
        "submissions": [submission.as_json() for submission in submissions],
    }
