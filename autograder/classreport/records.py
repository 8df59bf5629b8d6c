"""The class report as records: its tasks, checks, mistakes, pictures, and whose submission is not counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from autograder.classreport.similarity import Comparison
from autograder.records.exhibit import Exhibit
from autograder.records.json_text import values_of
from autograder.records.marking.marks import MarkedText

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class SharedMessage:
    """A message, and who got it; messages that differ in their numbers alone are one."""

    text: str
    students: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check in the class: how many submissions ended with which outcome, the points that they `lost` in it, and
    `separation`, the item–rest point-biserial correlation, -1 to 1 (None where it can't be computed).
    """

    id: str
    sentence: str
    points: float
    passed: int
    failed: int
    unanswered: int
    lost: float
    separation: float | None
    words: tuple[SharedMessage, ...]
    more_words: int

    @property
    def count(self) -> int:
        return self.passed + self.failed + self.unanswered

    @property
    def tells_nothing(self) -> bool:
        """Whether everybody passed, or nobody."""
        return self.passed in (0, self.count)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in the class: `full` is how many lost nothing, `untouched` how many have nothing there to check;
    `separation` the item–rest correlation of its points.
    """

    id: str
    heading: str
    points: float
    mean: float
    full: int
    untouched: int
    lost: float
    lost_share: float  # of all points that the class lost
    separation: float | None
    checks: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that the checks recognised (`slug`), or a message without a name (None): its text, how a student read it
    (`example`), who made it, in which tasks and checks (their sentences), and the points that these cost the class.
    """

    slug: str | None
    text: str
    example: str
    students: tuple[str, ...]
    tasks: tuple[str, ...]
    checks: tuple[str, ...]
    lost: float


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A submission that is counted nowhere, and why."""

    student: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Picture:
    student: str
    score: float
    exhibit: Exhibit


@dataclass(frozen=True, slots=True)
class Gallery:
    """The class's pictures of one kind, fewest points first, and the students of whom there is none."""

    title: str
    pictures: tuple[Picture, ...]
    without: tuple[str, ...]

    @property
    def students(self) -> list[str]:
        return [picture.student for picture in self.pictures]


@dataclass(frozen=True, slots=True)
class ClassReport:
    """What a class's results say; `scores` are points by student, of `max_score`, of those that count."""

    assignment: str
    max_score: float
    manual_max: float
    handed_in: int
    scores: Mapping[str, float]
    tasks: tuple[TaskLine, ...]
    mistakes: tuple[Mistake, ...]
    unnamed: tuple[Mistake, ...]
    wanting: tuple[NotCounted, ...]
    galleries: tuple[Gallery, ...]
    undrawn: tuple[str, ...]  # graded, but nothing was drawn of them yet
    comparison: Comparison | None = None
    shared: tuple[str, ...] = ()  # a sentence for each run that several have handed in
    texts: tuple[MarkedText, ...] = ()  # those that a person marks

    @property
    def median(self) -> float | None:
        return median(self.scores.values()) if self.scores else None

    @property
    def most_shared(self) -> list[Mistake]:
        """Every mistake, recognised or not, the one that most share first."""
        return sorted([*self.mistakes, *self.unnamed], key=lambda mistake: -len(mistake.students))

    def as_json(self) -> dict[str, Any]:
        """The report for a program: whose pictures there are in place of the pictures, and no student's code."""
        record = values_of(replace(self, galleries=()))
        record["galleries"] = [
            {"title": gallery.title, "pictures": gallery.students, "without": gallery.without}
            for gallery in self.galleries
        ]
        for pair in (record["comparison"] or {}).get("pairs", ()):
            del pair["passage"]
        return {"schema": SCHEMA, **record, "median": self.median}
