"""Marks as an export has them, and what is known of it when a platform's file is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.platforms.tables.roster import Roster
from autograder.records.person import Person
from autograder.records.results import SubmissionResult


@dataclass(frozen=True, slots=True)
class CellPoints:
    """The points of one cell of the notebook; `comment` is what the marker wrote."""

    name: str
    score: float
    max_score: float
    comment: str


@dataclass(frozen=True, slots=True)
class FinalMark:
    """One student's mark, complete. `score` is after nbgrader's penalty for being late.

    `unchanged` says of each answer that nbgrader scored 0, and nobody has read, whether it is a text. `shown` tells
    whether the feedback page has this mark; `gone`, whether the hand-in is not there any more.
    """

    student: str
    person: Person
    score: float
    max_score: float
    penalty: float
    handed_in: str
    cells: tuple[CellPoints, ...]
    result: SubmissionResult | None
    unchanged: tuple[bool, ...] = ()
    shown: bool = True
    gone: bool = False


@dataclass(frozen=True, slots=True)
class StudentWithoutMark:
    """Who gets no mark, and why."""

    student: str
    why: str


@dataclass(slots=True)
class Exported:
    """What was written: the files, whose marks they hold, who was left out, and what else to know."""

    paths: list[Path] = field(default_factory=list)
    marks: list[FinalMark] = field(default_factory=list)
    missing: list[StudentWithoutMark] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def leave_out(self, mark: FinalMark, why: str) -> None:
        """Move a student from those whose marks are written to those without."""
        self.marks.remove(mark)
        self.missing.append(StudentWithoutMark(mark.student, why))
        self.missing.sort(key=lambda one: one.student)

    def as_json(self) -> dict[str, object]:
        return {
            "schema": 1,
            "files": [str(path) for path in self.paths],
            "exported": [{"student": mark.student, "score": mark.score} for mark in self.marks],
            "left_out": [{"student": one.student, "reason": one.why} for one in self.missing],
            "remarks": self.remarks,
        }


@dataclass(frozen=True, slots=True)
class Export:
    """What a platform writes: `done.marks`, to `path`.

    `rows` has the mark for each row of the roster that gets one, by the row's number. `column` names the roster's
    column for the mark, where its heading does not tell it. What is written is noted in `done`.
    """

    assignment: Assignment
    path: Path
    done: Exported
    roster: Roster | None = None
    rows: Mapping[int, FinalMark] = field(default_factory=dict)
    column: str | None = None

    @property
    def most(self) -> float:
        """The points of the whole assignment, as the gradebook has them where it has any."""
        everything = self.assignment.max_score + self.assignment.manual_max
        return max((mark.max_score for mark in self.done.marks), default=everything)

    def compare_maximum(self, theirs: str, ours: float) -> None:
        """Note where the platform gives other points at most than the gradebook."""
        try:
            differs = float(theirs.replace(",", ".")) != ours
        except ValueError:
            return
        if differs:
            self.done.remarks.append(
                f"The platform gives {theirs} points at most and the gradebook {ours:g}: marks are not scaled."
            )
