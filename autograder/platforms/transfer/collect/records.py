"""What to collect, one student's hand-in on its way, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.handin.collected_students import HandinRecord
from autograder.platforms.platform import HandedInFile
from autograder.platforms.tables.roster import Roster
from autograder.platforms.transfer.archive.unpack import LeftOut
from autograder.records.person import Person


class CollectOutcome(StrEnum):
    """What became of a student's hand-in."""

    NEW = "collected"
    SAME = "there already"
    REPLACED = "replaced"
    KEPT = "differs, kept"


@dataclass(frozen=True, slots=True)
class Collected:
    """One student's hand-in, as it was found and what became of it. `remarks` are sentences for the instructor."""

    student: str
    person: Person
    platform: str
    late: bool
    when: datetime | None  # UTC, without a zone, as nbgrader has it
    files: tuple[str, ...]
    outcome: CollectOutcome
    remarks: tuple[str, ...]
    doubtful: bool = False  # no hand-in of this assignment, as far as can be told
    handed: HandinRecord = field(default_factory=HandinRecord)

    def as_json(self) -> dict[str, object]:
        return {
            "student": self.student,
            "name": self.person.name,
            "platform": self.platform,
            "late": self.late,
            "handed_in": self.when.isoformat() + "Z" if self.when else None,
            "files": list(self.files),
            "outcome": self.outcome.value,
            "remarks": list(self.remarks),
        }


@dataclass(frozen=True, slots=True)
class Collection:
    """What a collection has brought in and left out; `problem` says what of it could not be noted in the course."""

    done: list[Collected]
    left: list[LeftOut]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CollectRequest:
    """What to collect, and how."""

    archives: tuple[Path, ...]
    assignment: Assignment
    roster: Roster | None = None
    dry_run: bool = False
    replace: bool = False


@dataclass(slots=True)
class CollectedHandin:
    """What one student handed in at one time."""

    student: str
    person: Person
    received: list[HandedInFile] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    when: datetime | None = None
    late: bool = False
    source: str = ""  # the platform's name of the notebook's file
    wrong_assignment: str | None = None  # why the notebook is no hand-in of the assignment

    @property
    def rank(self) -> tuple[datetime, int]:
        return max(file.rank for file in self.received)
