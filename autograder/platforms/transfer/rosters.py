"""Reads a roster: which platform exported it, and its students."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.platforms.registry import platforms, readers
from autograder.platforms.tables.csv_table import parse
from autograder.platforms.tables.roster import Headings, Roster, Rows, person_in
from autograder.records.errors import KitError
from autograder.records.person import Person
from autograder.records.text import printable

_MOST_BYTES = 32 << 20
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)  # what Excel makes of a long number


def read_roster(path: Path) -> Roster:
    """Read a roster; raises KitError where it is none."""
    text, marked = _text(path)
    table = parse(text)
    if len(table.rows) < 2:
        raise KitError(f"{path} holds no rows: export the roster again as CSV.")
    header, *rows = [tuple(cell.value.strip() for cell in row) for row in table.rows]
    width = len(header)
    even = tuple((*row, *[""] * (width - len(row)))[:width] for row in rows)
    platform, people = _people(Rows(header, even, _headings()))
    if not any(people):
        found = printable(", ".join(header))[:300]
        wanted = ", or ".join(filter(None, (one.headings_wanted for one in platforms())))
        raise KitError(f"{path} names no student. Its columns are {found}: expected {wanted}.")
    _expect_whole_ids(path, people)
    return Roster(path, platform, header, even, table, marked, people)


def _people(rows: Rows) -> tuple[str, tuple[Person | None, ...]]:
    """The name of the platform that has exported a table, empty where none has; and the student of each row."""
    owner = next((one for one in readers() if one.owns_table(rows)), None)
    if owner is not None:
        return owner.name, tuple(owner.student(rows, row) for row in rows.rows)
    people = (person_in(rows, row) for row in rows.rows)
    return "", tuple(person if person.ids or person.name else None for person in people)


def _headings() -> Headings:
    """The headings of all platforms: a table may have been put together from several."""
    found: dict[str, set[str]] = {}
    for platform in platforms():
        for kind, names in platform.headings.items():
            found.setdefault(kind, set()).update(names)
    return found


def _expect_whole_ids(path: Path, people: Sequence[Person | None]) -> None:
    """Raise KitError where a spreadsheet has rounded the students' numbers: whose row it is can't be told any more."""
    for person in people:
        for value in person.ids.values() if person is not None else ():
            if _ROUNDED.fullmatch(value):
                raise KitError(
                    f"{path} has {value} in the place of an id: Excel has rounded it. Export the roster anew and use "
                    "the file as it comes, without opening it in Excel."
                )


def _text(path: Path) -> tuple[str, bool]:
    try:
        data = path.read_bytes()[: _MOST_BYTES + 1]
    except OSError as error:
        raise KitError(f"{path} can't be read ({error.strerror}): name the roster's CSV file.") from error
    if len(data) > _MOST_BYTES or data[:4] == b"PK\x03\x04":
        raise KitError(f"{path} is no CSV file: export the roster as CSV, not as a workbook.")
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return data.decode(encoding), data.startswith(b"\xef\xbb\xbf")
        except UnicodeDecodeError:
            continue
    raise KitError(f"{path} is written in no encoding that can be read: save it as CSV in UTF-8.")
