"""The record that `vaekit collect` keeps of each student: names, ids and the last hand-in, as the platform gave them.

It is kept in the course, beside the results, and never read from a hand-in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from autograder.records.errors import KitError
from autograder.records.folder_names import KEPT
from autograder.records.json_text import NotThatRecord, read_record
from autograder.records.person import Person
from autograder.records.text import shortened


@dataclass(frozen=True, slots=True)
class HandinRecord:
    """A hand-in as its platform described it.

    `number` is the platform's own, which grows from one hand-in to the next (0: it has none); `when` is in UTC, as
    `timestamp.txt` has it; `stamp` what `collect` wrote there; `file` the platform's name of the notebook's file.
    """

    platform: str = ""
    number: int = 0
    when: str = ""
    late: bool = False
    stamp: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class KnownStudent:
    """A student who was named by a collection or by its roster."""

    name: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    handed_in: HandinRecord = field(default_factory=HandinRecord)  # a record of an earlier version has none

    @property
    def person(self) -> Person:
        return Person(self.name, self.ids)

    def known_as(self, person: Person) -> KnownStudent:
        """The same student with what `person` says added; where the two differ, `person` counts."""
        joined = person.joined(self.person)
        return replace(self, name=joined.name, ids=joined.ids)


@dataclass(frozen=True, slots=True)
class CollectedStudents:
    """The file of an assignment's students, by nbgrader's name."""

    schema: int = field(default=1, kw_only=True)
    students: Mapping[str, KnownStudent]


def record_file(root: Path, assignment: str) -> Path:
    """Where a course keeps the record of its students."""
    return root / KEPT / "collected" / f"{assignment}.json"


def collected(root: Path, assignment: str) -> dict[str, KnownStudent]:
    """The students of earlier collections, by nbgrader's name; none where there is no record.

    Raises KitError for a record that can't be read: taken for empty, it would be written over, and names given anew.
    """
    path = record_file(root, assignment)
    try:
        return dict(_read(path, path.stat().st_mtime_ns))
    except FileNotFoundError:
        return {}
    except (OSError, NotThatRecord) as error:
        why = error.strerror if isinstance(error, OSError) else shortened(str(error), 120)
        raise KitError(
            f"{path} can't be read ({why}), the record of which student is whom: restore it from a backup, or move it "
            "aside and collect again with --roster. It was left as it is."
        ) from error


@cache
def _read(path: Path, _changed_ns: int) -> Mapping[str, KnownStudent]:
    return read_record(CollectedStudents, path.read_bytes()).students


def collected_above(class_folder: Path, assignment: str) -> dict[str, KnownStudent]:
    """The same for the course that a folder of `<student>/<assignment>/` lies in; nothing where there is no record.

    No student's folder is searched. Raises KitError as `collected` does.
    """
    for folder in class_folder.parents:
        if record_file(folder, assignment).is_file():
            return collected(folder, assignment)
    return {}
