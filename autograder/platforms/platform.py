"""What a learning platform is to the kit: the names of its files, its table of students, and the file of its marks.

A platform is one module in this folder with a subclass of `Platform` and an instance of it called `PLATFORM`.
"""

from __future__ import annotations

import re
from abc import ABC
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from autograder.authoring.assignment import Assignment
from autograder.handin.collected_students import HandinRecord
from autograder.platforms.tables.exported_marks import Export
from autograder.platforms.tables.roster import Headings, Roster, Rows, person_in
from autograder.records.errors import KitError
from autograder.records.person import Person

IN_ARCHIVE = r"[^/]+?(?:\.(?:zip|tar|tgz|tar\.gz)/.+)?$"
"""For `file_patterns`: the name of a file, or the path of a file in an archive."""


@dataclass(frozen=True, slots=True)
class FileName:
    """The name of a file that fits one of a platform's patterns.

    `pattern` is the key of the pattern in `file_patterns`, `groups` what it found. `content` is where the file lies,
    and `source` the platform's name of the file, or of the archive or folder that the file came in.
    """

    pattern: str
    groups: Mapping[str, str | None]
    content: Path
    source: str
    assignment: str

    @property
    def person_name(self) -> str:
        """The student's name as the pattern has found it."""
        parts = (self.groups.get("first_name"), self.groups.get("last_name"))
        return (self.groups.get("name") or " ".join(filter(None, parts))).strip()

    @property
    def student_id(self) -> str:
        return str(self.groups["student_id"]).strip()


@dataclass(frozen=True, slots=True)
class HandedInFile:
    """A file that was handed in, and what its name says: whose it is, and which of several hand-ins.

    `path` is the file's in the hand-in, `content` where it lies now, `source` the platform's name of the file, or of
    the archive or folder that it came in. `unit` is the same for the files that were handed in together, where the
    platform tells; `version` is the platform's number of the hand-in.
    """

    platform: Platform
    pattern: str
    person: Person
    unit: str
    path: str
    late: bool = False
    version: int = 0
    when: datetime | None = None  # in UTC, without a zone
    content: Path = Path()
    source: str = ""

    @property
    def rank(self) -> tuple[datetime, int]:
        return (self.when or datetime.min, self.version)


class Platform(ABC):
    """One learning platform. Every attribute and method has a default: a platform declares what it has."""

    name: ClassVar[str]
    """What people call it."""

    # --- the files that it hands out

    file_patterns: ClassVar[Mapping[str, str]] = {}
    """What its files are called: patterns for nbgrader's FileNameCollectorPlugin, by the words for `vaekit collect`.

    A pattern has the groups `student_id` and `file_id`, and may have `name`, `first_name`, `last_name`, `email`,
    `timestamp`, `late` and `version`. `timestamp` is a date and time in any form that dateutil reads, in UTC where it
    names no zone. The outermost folder that fits counts, and none inside an archive: what is further in was named by a
    student.
    """

    precedence: ClassVar[int] = 50
    """Where several platforms' patterns fit a name, the one with the smallest number reads it."""

    metadata_files: ClassVar[frozenset[str]] = frozenset()
    """Names, in lower case, of files in an archive that describe the others."""

    archives_are_whole: ClassVar[bool] = True
    """Whether what one student handed in together lies in one archive."""

    numbers_grow: ClassVar[bool] = False
    """Whether `version` grows from one hand-in to the next, over all students: it then tells who was first."""

    def read_metadata(self, files: Mapping[str, Path]) -> object:
        """Return what the metadata files of an archive say, for `files_of`; `files` has all contents by their paths."""
        return None

    def files_of(self, found: FileName, metadata: object) -> list[HandedInFile] | str:
        """Return what a name says, once for each student of a group; or why it says nothing, in a sentence."""
        person = self.owner(found)
        if isinstance(person, str):
            return person
        groups = found.groups
        file = HandedInFile(self, found.pattern, person, "", str(groups["file_id"]), bool(groups.get("late")))
        file = replace(file, version=int(groups.get("version") or 0), when=utc(groups.get("timestamp")))
        return [replace(file, content=found.content, source=found.source)]

    def owner(self, found: FileName) -> Person | str:
        """Return whose file it is, with the platform's ids; or why that can't be told, in a sentence."""
        email = found.groups.get("email")
        return Person(found.person_name, {"student": found.student_id, **({"email": email} if email else {})})

    def original_name(self, name: str) -> tuple[str, int]:
        """Return a file's name without what the platform added because it was handed in again, and which time it was."""
        return name, 0

    # --- its students

    student_ids: ClassVar[tuple[str, ...]] = ()
    """The kinds of its ids in `Person.ids` that tell one student from every other."""

    assignment_ids: ClassVar[tuple[str, ...]] = ()
    """The kinds of its ids that hold for one assignment: two alike are one student, two others may be."""

    headings: ClassVar[Headings] = {}
    """The headings in its table of students, in lower case and each language, by the kind of the column."""

    headings_wanted: ClassVar[str] = ""
    """Which headings tell its table of students, for the message about a table that has none of them."""

    own_table: ClassVar[str] = ""
    """Which table an export fills in, where only the platform's own will do: a sentence without its full stop."""

    needs_table: ClassVar[bool] = False
    """Whether an export is impossible without that table."""

    def owns_table(self, rows: Rows) -> bool:
        """Return whether a table of students is this platform's."""
        return False

    def student(self, rows: Rows, row: Sequence[str]) -> Person | None:
        """Return the student of a row of its own table, or None."""
        person = person_in(rows, row)
        return person if person.ids or person.name else None

    def handed_in(self, roster: Roster, row: int) -> tuple[datetime | None, bool]:
        """Return when the student of a row of its own table handed in, in UTC, and whether that was late."""
        return None, False

    def is_test_student(self, person: Person) -> bool:
        """Return whether this is nobody, made by the platform for a teacher's own look at a course."""
        return False

    # --- the marks that it takes in

    format: ClassVar[str | None] = None
    """The word for `vaekit export --format`; None where the platform takes no file of marks."""

    no_feedback: ClassVar[str | None] = None
    """Why it takes no feedback files, a sentence; None where it does."""

    def default_path(self, assignment: Assignment) -> Path:
        """Return where an export is written that names no --output."""
        return Path(f"{assignment.name}-{self.format}.csv")

    def write(self, export: Export) -> None:
        """Write the marks, and note each file in `export.done.paths`; raises KitError where that fails."""
        raise KitError(f"{self.name} takes no file of marks.")

    def feedback_name(self, student: str, person: Person, handed: HandinRecord, page: str) -> str | None:
        """Return what a student's page is called in the zip of feedback files, or None where that can't be told."""
        return f"{student}/{page}"


def utc(value: object) -> datetime | None:
    """Return the moment that a text or a date stands for, in UTC and without a zone; None where it is none."""
    from autograder.course.gradebook.access import parse_utc  # nbgrader takes seconds to import

    try:
        found = parse_utc(value) if value and isinstance(value, str | datetime) else None
    except (ValueError, OverflowError):
        return None
    return found if isinstance(found, datetime) else None


_COPY = r"(?:copy of |kopie von |copie de |copia de |cópia de )*"
_NUMBER = r"(?:[ _-]*\(?(?P<number>\d{1,3})\)?|[ _-]+(?:copy|final|submission|solution))?"


def number_of_copy(name: str, stem: str, endings: str) -> int | None:
    """Return the number that a browser or a platform added to `stem`, 0 without one; None where the name is another
    file's. `endings` is a pattern.
    """
    words = r"[ _-]*".join(map(re.escape, re.split(r"[ _-]+", stem)))
    match = re.fullmatch(rf"{_COPY}{words}{_NUMBER}\.(?:{endings})", name, re.IGNORECASE)
    return int(match["number"] or 0) if match else None
