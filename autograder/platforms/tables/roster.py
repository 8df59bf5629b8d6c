"""Rosters: the table of students that a platform exports, or a plain one with nbgrader's columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.platforms.tables.csv_table import CsvTable, Raw
from autograder.records.errors import KitError
from autograder.records.person import Person
from autograder.records.text import printable

IDS = ("sid", "login", "email", "student")  # kinds of ids that no platform has for itself

Headings = Mapping[str, Iterable[str]]
"""The headings of the columns `name`, `first`, `last` and of each of `IDS`, in lower case."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The values of a table, without the space around them; `headings` are those of all platforms."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    headings: Headings

    @property
    def heads(self) -> list[str]:
        """The header in lower case."""
        return [head.casefold() for head in self.header]

    def cell(self, row: Sequence[str], kind: str) -> str:
        """The first cell of a row that stands under a heading of that kind and is not empty, or an empty text."""
        names = self.headings.get(kind, ())
        return next((cell for head, cell in zip(self.heads, row, strict=True) if head in names and cell), "")


def person_in(rows: Rows, row: Sequence[str]) -> Person:
    """The student of a row: the name, and the ids of which the row has any."""
    first, last = printable(rows.cell(row, "first")), printable(rows.cell(row, "last"))
    ids = {kind: value for kind in IDS if (value := rows.cell(row, kind))}
    full = " ".join(part for part in (first, last) if part)
    name = printable(rows.cell(row, "name")) or full
    return Person(name, ids, (first, last) if first and last else None)


@dataclass(frozen=True, slots=True)
class Roster:
    """A table of students; `people` has one for each row, None where the row is no student.

    `platform` is the name of the platform that exported the table, empty where none did. `header` and `rows` are the
    values without the space around them, `table` the cells as the file has them.
    """

    path: Path
    platform: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    table: CsvTable
    marked: bool  # with a byte order mark, for Excel
    people: tuple[Person | None, ...]

    def known(self) -> list[tuple[str, Person]]:
        """Everybody, by the number of the row."""
        return [(str(number), person) for number, person in enumerate(self.people) if person is not None]

    def raw(self, number: int) -> list[Raw]:
        """The cells of a row as the file has them, or of the heading for -1."""
        row = self.table.rows[number + 1]
        return [*row, *[Raw()] * (len(self.header) - len(row))][: len(self.header)]

    def column(self, wished: Iterable[str], given: str | None = None) -> int | None:
        """The column of such a heading, without regard to case; with `given` that one or KitError."""
        heads = [head.casefold() for head in self.header]
        if given is not None:
            if given.casefold() not in heads:
                raise KitError(f"{self.path} has no column {given}: it has {', '.join(self.header)}.")
            return heads.index(given.casefold())
        names = {name.casefold() for name in wished}
        return next((at for at, head in enumerate(heads) if head in names), None)


def none_of(count: int, roster: Roster) -> KitError:
    """What is wrong where a roster knows nobody of those who should stand in it."""
    who = f"None of the {count} students is" if count > 1 else "The only student is not"
    return KitError(f"{who} in {roster.path}: is it another course's? Name this course's roster.")
