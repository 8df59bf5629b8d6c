"""Chalkboard, a learning platform that does not exist: files in, a table of students, and marks out."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.handin.collected_students import HandinRecord
from autograder.platforms.platform import FileName, Platform
from autograder.platforms.tables.exported_marks import Export
from autograder.platforms.tables.roster import Rows
from autograder.platforms.tables.worksheet import filled, number, write_worksheet
from autograder.records.person import Person


class Chalkboard(Platform):
    name = "Chalkboard"
    file_patterns = {"Chalkboard": r"chalk~(?P<name>[^~/]+)~(?P<student_id>\d+)~(?P<version>\d+)~(?P<file_id>.+)"}
    student_ids = ("chalkboard",)
    headings = {"name": {"pupil"}}
    headings_wanted = "Slate and Pupil as Chalkboard has them"
    own_table = "Chalkboard knows its students by its own list (Class, Save as CSV)"
    needs_table = True
    format = "chalkboard"

    def owner(self, found: FileName) -> Person:
        return Person(found.person_name, {"chalkboard": found.student_id})

    def owns_table(self, rows: Rows) -> bool:
        return "slate" in rows.heads

    def student(self, rows: Rows, row: Sequence[str]) -> Person | None:
        return Person(rows.cell(row, "name"), {"chalkboard": row[rows.heads.index("slate")]})

    def is_test_student(self, person: Person) -> bool:
        return person.ids.get("chalkboard") == "0"

    def write(self, export: Export) -> None:
        roster = export.roster
        assert roster is not None  # `needs_table`
        rows: list[Sequence[str]] = [[*roster.raw(-1), "Chalk"]]
        for at in range(len(roster.rows)):
            mark = export.rows.get(at)
            rows.append([*roster.raw(at), number(mark.score) if mark else ""])
        write_worksheet(export, filled(roster, rows))

    def feedback_name(self, student: str, person: Person, handed: HandinRecord, page: str) -> str | None:
        return f"chalk~{person.ids['chalkboard']}~{page}"


PLATFORM = Chalkboard()
