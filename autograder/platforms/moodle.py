"""Moodle: the archive of *Download all submissions*, and the grading worksheet, in the language of the site."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from autograder.authoring.assignment import Assignment
from autograder.handin.collected_students import HandinRecord
from autograder.platforms.platform import FileName, Platform
from autograder.platforms.tables.csv_table import Raw
from autograder.platforms.tables.dates import utc_of
from autograder.platforms.tables.exported_marks import CellPoints, Export
from autograder.platforms.tables.roster import Roster, Rows, person_in
from autograder.platforms.tables.worksheet import Worksheet, filled, number, own_text, write_worksheet
from autograder.records.errors import KitError
from autograder.records.person import Person

_PARTICIPANT = re.compile(r"\D+(\d+)")
_STATUS = {"status", "statut", "estado", "stato", "статус"}
_LATE = re.compile(
    r"\blate\b|später|verspätet|retard|después|retraso|ritardo|atras|após|te laat|późnien|опоздан|позже",
    re.IGNORECASE,
)
_GRADE = {
    "grade",
    "bewertung",
    "note",
    "calificación",
    "valutazione",
    "cijfer",
    "beoordeling",
    "nota",
    "ocena",
    "оценка",
}
_MAXIMUM = {
    "maximum grade",
    "beste bewertung",
    "bestwertung",
    "note maximale",
    "calificación máxima",
    "punteggio massimo",
}
_COMMENTS = {
    "feedback comments",
    "feedback als kommentar",
    "feedback per kommentar",
    "commentaires",
    "feedback par commentaires",
    "comentarios de retroalimentación",
    "commenti di feedback",
    "comentários de feedback",
    "opmerkingen",
    "feedback-commentaar",
    "komentarz zwrotny",
    "отзыв в виде комментария",
}
_WORKSHEET = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
)
_OWN_COMMENT = "Points by task: "  # how the kit's own comment begins: a later export writes it anew


class Moodle(Platform):
    """Moodle. Its worksheet tells when a student handed in, and whether that was late."""

    name = "Moodle"
    file_patterns = {
        "Moodle": r"(?P<name>[^/]+)_(?P<student_id>\d+)_assignsubmission_file(?:_/|/|_)(?P<file_id>.+)"
    }
    precedence = 10
    student_ids = ("moodle",)
    headings = {
        "name": {
            "full name",
            "vollständiger name",
            "nom complet",
            "nombre completo",
            "nome completo",
            "volledige naam",
            "cognome e nome",
            "имя и фамилия",
            "imię i nazwisko",
            "nombre",
        },
        "first": {"given name", "vorname", "prénom"},
        "last": {"surname", "family name", "nachname", "nom"},
        "email": {
            "email address",
            "e-mail-adresse",
            "adresse de courriel",
            "correo electrónico",
            "dirección de correo",
            "indirizzo email",
            "e-mailadres",
            "endereço de e-mail",
        },
        "sid": {"id number", "matrikelnummer", "número de id", "numéro d’identification"},
        "login": {"username", "user name", "anmeldename"},
    }
    headings_wanted = "Identifier and Full name as Moodle has them"
    own_table = "Moodle knows its students by its grading worksheet (Download grading worksheet)"
    format = "moodle"

    def owner(self, found: FileName) -> Person:
        return Person(found.person_name.replace("_", " "), {"moodle": found.student_id})

    def owns_table(self, rows: Rows) -> bool:
        participants = all(_PARTICIPANT.fullmatch(row[0]) for row in rows.rows)
        return participants and len(rows.header) > 4 and rows.heads[0] not in rows.headings["name"]

    def student(self, rows: Rows, row: Sequence[str]) -> Person | None:
        person = person_in(rows, row)
        ids = dict(person.ids)
        ids.pop("student", None)
        if participant := _PARTICIPANT.fullmatch(row[0]):
            ids["moodle"] = participant[1]
        return Person(person.name, ids, person.parts) if ids else None

    def handed_in(self, roster: Roster, row: int) -> tuple[datetime | None, bool]:
        cells = roster.rows[row]
        status = (cell for head, cell in zip(roster.header, cells, strict=True) if head.casefold() in _STATUS)
        return _when(roster, cells), any(_LATE.search(cell) for cell in status)

    def write(self, export: Export) -> None:
        """Write Moodle's worksheet with the grades filled in; without one, a worksheet of whom `collect` has met."""
        sheet = _filled(export, export.roster) if export.roster is not None else _own_worksheet(export)
        write_worksheet(export, sheet)

    def feedback_name(self, student: str, person: Person, handed: HandinRecord, page: str) -> str | None:
        """Moodle knows a file by the participant's number, between the first and the second underscore."""
        participant = person.ids.get("moodle")
        name = person.name.replace("_", " ").replace("/", " ")
        return f"{name}_{participant}_assignsubmission_file_{page}" if participant else None


def _when(roster: Roster, cells: Sequence[str]) -> datetime | None:
    """The time of a hand-in: two columns of dates have headings that differ in what stands in brackets, and the first
    is of the hand-in.
    """
    kinds = [head.partition(" (")[0] for head in roster.header]
    both = [kind for kind, count in Counter(kinds).items() if count == 2]
    return utc_of(cells[kinds.index(both[0])]) if both else None


def _filled(export: Export, roster: Roster) -> Worksheet:
    at = roster.column(_GRADE, export.column)
    if at is None:
        raise KitError(
            f"{roster.path} has no column called Grade: name it with --column, of {', '.join(roster.header)}."
        )
    most = roster.column(_MAXIMUM)
    if most is not None and export.done.marks:
        export.compare_maximum(roster.rows[0][most], export.done.marks[0].max_score)
    comment = roster.column(_COMMENTS)
    rows: list[Sequence[str]] = []
    for row_number in range(-1, len(roster.rows)):
        row = roster.raw(row_number)
        if (mark := export.rows.get(row_number)) is not None:
            row[at] = number(mark.score)
            if comment is not None and _is_free(row[comment].value):
                row[comment] = own_text(_comment(export.assignment, mark.cells), roster)
        rows.append(row)
    return filled(roster, rows)


def _own_worksheet(export: Export) -> Worksheet:
    rows: list[Sequence[str]] = [_WORKSHEET]
    for mark in list(export.done.marks):
        if "moodle" not in mark.person.ids:
            export.done.leave_out(mark, "was not collected from Moodle: name its grading worksheet with --roster")
            continue
        cells = {
            "Identifier": f"Participant {mark.person.ids['moodle']}",
            "Full name": mark.person.name,
            "Email address": mark.person.ids.get("email", ""),
            "Grade": number(mark.score),
            "Maximum grade": number(mark.max_score),
            "Grade can be changed": "Yes",
            "Feedback comments": _comment(export.assignment, mark.cells),
        }
        rows.append([cells.get(head, Raw("-" if head.startswith("Last") else "")) for head in _WORKSHEET])
    return Worksheet(rows)


def _is_free(comment: str) -> bool:
    """Whether a comment may be written: it is empty, or the kit's own."""
    return not comment.strip() or comment.startswith(_OWN_COMMENT)


def _comment(assignment: Assignment, cells: Iterable[CellPoints]) -> str:
    """The points of each task and what the marker wrote, as the HTML that Moodle shows."""
    names = {task.check_cell: task.id for task in assignment.tasks}
    found = list(cells)
    points = "; ".join(f"{names.get(one.name, one.name)} {one.score:g} of {one.max_score:g}" for one in found)
    told = [
        f"<br>{html.escape(f'{names.get(one.name, one.name)}: {one.comment}')}" for one in found if one.comment
    ]
    return html.escape(_OWN_COMMENT + points) + "".join(told)


PLATFORM = Moodle()
