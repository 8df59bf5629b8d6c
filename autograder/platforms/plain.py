"""No platform: files named by the course's own pattern, nbgrader's columns, and a plain table of marks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.platforms.platform import Platform
from autograder.platforms.tables.exported_marks import Export
from autograder.platforms.tables.worksheet import Worksheet, number, write_worksheet


class Plain(Platform):
    """Comma-separated values, for a course that uses none of the platforms."""

    name = "plain CSV"
    file_patterns = {"the course's pattern": ""}  # empty: that of the course's configuration
    precedence = 0
    headings = {
        "name": {"name"},
        "first": {"first_name", "firstname"},
        "last": {"last_name", "lastname"},
        "email": {"email", "e-mail"},
        "login": {"login"},
        "student": {"student_id", "id"},
    }
    headings_wanted = "id, first_name, last_name and email"
    format = "csv"

    def default_path(self, assignment: Assignment) -> Path:
        return Path(f"{assignment.name}.csv")

    def write(self, export: Export) -> None:
        """Write one row a student, with the points of every cell."""
        marks = export.done.marks
        cells = sorted({cell.name for mark in marks for cell in mark.cells})
        sums = ("late_submission_penalty", "score", "max_score")
        rows: list[Sequence[str]] = [
            ["assignment", "student_id", "name", "email", "timestamp", *cells, *sums],
        ]
        for mark in marks:
            points = {cell.name: number(cell.score) for cell in mark.cells}
            email = mark.person.ids.get("email", "")
            who = [export.assignment.name, mark.student, mark.person.name, email, mark.handed_in]
            total = [number(mark.penalty), number(mark.score), number(mark.max_score)]
            rows.append([*who, *(points.get(cell, "") for cell in cells), *total])
        write_worksheet(export, Worksheet(rows))


PLATFORM = Plain()
