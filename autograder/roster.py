"""Who is who: a student as the platforms, a roster and the gradebook name them.

A roster is the table that a platform exports (Canvas's gradebook, Moodle's grading worksheet, Gradescope's roster), or a
plain one with nbgrader's columns (id, first_name, last_name, email).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from autograder.results import KitError, printable

_MOST_BYTES = 32 << 20
# The headings that say what stands in a column, without their case. Moodle writes its own in the language of the site.
_COLUMNS = {
    "name": {"student", "full name", "name", "vollständiger name", "nom complet", "nombre completo"}
    | {"nome completo", "volledige naam", "cognome e nome", "имя и фамилия", "imię i nazwisko", "nombre"},
    "first": {"first name", "first_name", "firstname", "given name", "vorname", "prénom"},
    "last": {"last name", "last_name", "lastname", "surname", "family name", "nachname", "nom"},
    "email": {"email", "email address", "e-mail", "e-mail-adresse", "adresse de courriel", "correo electrónico"}
    | {"dirección de correo", "indirizzo email", "e-mailadres", "endereço de e-mail"},
    "sid": {
        "sis user id",
        "sid",
        "student id",
        "id number",
        "matrikelnummer",
        "número de id",
        "numéro d’identification",
    },
    "login": {"sis login id", "login", "username", "user name", "anmeldename"},
    "student": {"student_id", "id"},
}
_SURE = ("canvas", "moodle", "student", "sid", "login", "email")  # what tells one student from every other
_PARTICIPANT = re.compile(r"\D+(\d+)")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, as one place knows them: a name, and ids by their kind."""

    name: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {"name": self.name, "ids": dict(self.ids)}

    @classmethod
    def from_json(cls, record: Mapping[str, object]) -> Person:
        ids = record["ids"]
        if not isinstance(ids, dict):
            raise TypeError("ids")
        return cls(str(record["name"]), {str(kind): str(value) for kind, value in ids.items()})

    def joined(self, other: Person) -> Person:
        return Person(self.name or other.name, {**other.ids, **self.ids})


def find(person: Person, people: Iterable[tuple[str, Person]]) -> list[str]:
    """The keys of those in `people` who are this person: by an id that they share, else by the name. Several: unclear."""
    known = list(people)
    by_id = [key for key, other in known if _share_an_id(person, other)]
    if by_id:
        return by_id
    names = name_keys(person.name)
    free = [(key, other) for key, other in known if not _tell_apart(person, other)]
    return [key for key, other in free if names & name_keys(other.name)]


def _share_an_id(one: Person, other: Person) -> bool:
    shared = (kind for kind in (*_SURE, "anonymous") if kind in one.ids and kind in other.ids)
    if any(_same(one.ids[kind], other.ids[kind]) for kind in shared):
        return True
    return _is_student(one, other) or _is_student(other, one)


def _is_student(one: Person, other: Person) -> bool:
    """Whether nbgrader's name for the one is any id of the other, or what stands before the @ of an address."""
    student = one.ids.get("student")
    if not student:
        return False
    values = [other.ids[kind] for kind in ("student", "login", "sid", "email") if kind in other.ids]
    return any(_same(student, value) or _same(student, value.split("@")[0]) for value in values)


def _tell_apart(one: Person, other: Person) -> bool:
    """Whether an id of the same kind says that these are two people, whatever their names."""
    return any(
        kind in other.ids and not _same(one.ids[kind], other.ids[kind]) for kind in one.ids if kind in _SURE
    )


def _same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()


@cache
def name_keys(name: str) -> frozenset[str]:
    """What a name may look like where signs, accents, spaces and the order of its parts are lost."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = re.findall(r"[^\W_]+", plain)
    turned = {"".join(words[at:] + words[:at]) for at in range(len(words))}
    return frozenset(turned | {"".join(sorted(words))} if words else ())


# --- rosters ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Roster:
    """A table of students as a platform exports it; `people` has one for each row, None where the row is no student."""

    path: Path
    platform: str  # "canvas", "moodle" or "other"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    marked: bool  # with a byte order mark, for Excel
    people: tuple[Person | None, ...]

    def known(self) -> list[tuple[str, Person]]:
        """Everybody, by the number of the row."""
        return [(str(number), person) for number, person in enumerate(self.people) if person is not None]


def read_roster(path: Path) -> Roster:
    """Read a roster; raises KitError where it is none."""
    text, marked = _text(path)
    delimiter = _delimiter(text)
    try:
        table = [
            tuple(map(str.strip, row)) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise KitError(f"{path} is no table that can be read ({error}): export it again as CSV.") from error
    table = [row for row in table if any(row)]
    if len(table) < 2:
        raise KitError(f"{path} holds no rows: export the roster again as CSV.")
    header, *rows = table
    width = len(header)
    even = [(*row, *[""] * (width - len(row)))[:width] for row in rows]
    platform = _platform(header, even)
    people = tuple(_person(header, row, platform) for row in even)
    if not any(people):
        raise KitError(
            f"{path} names no student: expected columns as Canvas, Moodle, Gradescope or nbgrader have them."
        )
    return Roster(path, platform, header, tuple(even), delimiter, marked, people)


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


def _delimiter(text: str) -> str:
    first = text.splitlines()[0] if text.strip() else ""
    return max(",;\t", key=first.count)


def _platform(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heads = [head.casefold() for head in header]
    if "id" in heads and "section" in heads and heads[0] in ("student", "lastname"):
        return "canvas"
    participants = all(_PARTICIPANT.fullmatch(row[0]) for row in rows)
    return "moodle" if participants and len(header) > 4 and heads[0] not in _COLUMNS["name"] else "other"


def _person(header: Sequence[str], row: Sequence[str], platform: str) -> Person | None:
    cells = {kind: _cell(header, row, names) for kind, names in _COLUMNS.items()}
    ids = {kind: cells[kind] for kind in ("sid", "login", "email", "student") if cells[kind]}
    if platform == "canvas":
        ids["canvas"] = ids.pop("student", "")
    if platform == "moodle":
        ids.pop("student", None)
        participant = _PARTICIPANT.fullmatch(row[0])
        ids["moodle"] = participant[1] if participant else ""
    ids = {kind: value for kind, value in ids.items() if value}
    full = " ".join(part for part in (cells["first"], cells["last"]) if part)
    name = printable(cells["name"] or full)
    return Person(name, ids) if ids or (name and platform == "other") else None


def _cell(header: Sequence[str], row: Sequence[str], names: set[str]) -> str:
    for head, cell in zip(header, row, strict=True):
        if head.casefold() in names and cell:
            return cell
    return ""
