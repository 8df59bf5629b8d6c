"""What the desk notes beside the marks: who has which text, flags, how a text is marked, what second readers suggest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from nbgrader.api import Student
from sqlalchemy import Connection, delete, insert, select, update

from autograder.course.gradebook.marks.desk_tables import CHOICES, CLAIMS, FLAGS, SUGGESTIONS, Database
from autograder.course.marking.grade_cells import GradeCells
from autograder.records.json_text import read_record, write_record
from autograder.records.marking.marks import Choices, Claim, Flag, Reading, Reason, Suggestion

_S = Student.__table__


class DeskNotes:
    """The notes of one assignment in the gradebook's database."""

    def __init__(self, assignment: str, url: str) -> None:
        self._name, self._database = assignment, Database(url)
        self._cells = GradeCells(assignment, self._database.locks_rows)

    def close(self) -> None:
        self._database.close()

    def one_connection(self) -> AbstractContextManager[None]:
        """A context in which this thread's questions and orders use one connection to the database."""
        return self._database.one_connection()

    def claims(self, cell: str, now: float) -> dict[str, tuple[Claim, ...]]:
        """Who has which text before them."""
        found: dict[str, tuple[Claim, ...]] = {}
        for row in self._rows(CLAIMS, cell):
            if row["until"] > now:
                claim = Claim(row["marker"], Reading(row["reading"]), row["until"])
                found[row["student"]] = (*found.get(row["student"], ()), claim)
        return found

    def flags(self, cell: str) -> dict[str, tuple[Flag, ...]]:
        return {
            row["student"]: (Flag(row["marker"], row["note"], row["changed_at"]),)
            for row in self._rows(FLAGS, cell)
        }

    def names(self) -> dict[str, tuple[str, ...]]:
        """What the gradebook knows of students' names, by student: to keep them out of what others read."""
        with self._database.reading() as connection:
            rows = connection.execute(select(_S.c.id, _S.c.first_name, _S.c.last_name, _S.c.email))
            return {row[0]: tuple(filter(None, row[1:])) for row in rows}

    def claim(self, cell: str, student: str, reading: Reading, marker: str, now: float, lease_s: float) -> bool:
        """Take a text for a while, or longer; False where another marker has it."""
        where = is_of(CLAIMS, self._name, cell, student) & (CLAIMS.c.reading == reading)
        with self._database.writing() as connection:
            self._cells.key(connection, cell, student)  # locks the grade's row
            row = connection.execute(select(CLAIMS).where(where)).mappings().first()
            if row is not None and row["until"] > now and row["marker"] != marker:
                return False
            connection.execute(delete(CLAIMS).where(where))
            values = self._names(cell, student) | {"reading": reading, "marker": marker, "until": now + lease_s}
            connection.execute(insert(CLAIMS).values(values))
            return True

    def renew(self, marker: str, cell: str, now: float, lease_s: float) -> None:
        """Keep for longer what the marker has of a cell; also what has run out, while nobody else has taken it."""
        mine = (CLAIMS.c.assignment == self._name) & (CLAIMS.c.cell == cell) & (CLAIMS.c.marker == marker)
        with self._database.writing() as connection:
            connection.execute(update(CLAIMS).where(mine).values(until=now + lease_s))

    def release(self, marker: str, cell: str | None = None, student: str | None = None) -> None:
        """Let others have a marker's texts, or one of them."""
        wanted = (CLAIMS.c.assignment == self._name) & (CLAIMS.c.marker == marker)
        wanted = wanted if cell is None else wanted & (CLAIMS.c.cell == cell)
        wanted = wanted if student is None else wanted & (CLAIMS.c.student == student)
        with self._database.writing() as connection:
            connection.execute(delete(CLAIMS).where(wanted))

    def flag(self, cell: str, student: str, marker: str, note: str, when: float) -> None:
        """Note that somebody wants to look at a text again. A text has one flag: that of another marker stays."""
        own = is_of(FLAGS, self._name, cell, student)
        with self._database.writing() as connection:
            if connection.execute(select(FLAGS.c.marker).where(own, FLAGS.c.marker != marker)).first() is not None:
                return
            connection.execute(delete(FLAGS).where(own))
            values = self._names(cell, student) | {"marker": marker, "note": note, "changed_at": when}
            connection.execute(insert(FLAGS).values(values))

    def choices(self, cell: str) -> Choices:
        """How a text is marked in this course."""
        where = (CHOICES.c.assignment == self._name) & (CHOICES.c.cell == cell)
        if not self._database.has_tables:
            return Choices()
        with self._database.reading() as connection:
            content = connection.execute(select(CHOICES.c.content).where(where)).scalar()
        return Choices() if content is None else read_record(Choices, content)

    def choose(self, cell: str, choices: Choices) -> None:
        """Note how a text is marked from now on."""
        where = (CHOICES.c.assignment == self._name) & (CHOICES.c.cell == cell)
        with self._database.writing() as connection:
            connection.execute(delete(CHOICES).where(where))
            values = {"assignment": self._name, "cell": cell, "content": write_record(choices)}
            connection.execute(insert(CHOICES).values(values))

    def suggestions(self, cell: str) -> list[Suggestion]:
        """What second readers have suggested for a text of the assignment."""
        return [
            Suggestion(
                row["student"],
                cell,
                row["reader"],
                json.loads(row["levels"]),
                read_record(dict[str, Reason], row["reasons"]),
                row["text"],
                row["rubric"],
                row["changed_at"],
            )
            for row in self._rows(SUGGESTIONS, cell)
        ]

    def suggest(self, one: Suggestion) -> None:
        """Keep a reader's suggestion, in the place of that reader's earlier one."""
        where = is_of(SUGGESTIONS, self._name, one.cell, one.student) & (SUGGESTIONS.c.reader == one.reader)
        values = self._names(one.cell, one.student) | {
            "reader": one.reader,
            "levels": json.dumps(dict(one.levels)),
            "reasons": write_record(dict(one.reasons)),
            "text": one.text,
            "rubric": one.rubric,
            "changed_at": one.when,
        }
        with self._database.writing() as connection:
            connection.execute(delete(SUGGESTIONS).where(where))
            connection.execute(insert(SUGGESTIONS).values(values))

    def unflag(self, cell: str, student: str, marker: str) -> None:
        """Take the marker's own flag away."""
        own = is_of(FLAGS, self._name, cell, student) & (FLAGS.c.marker == marker)
        with self._database.writing() as connection:
            connection.execute(delete(FLAGS).where(own))

    # --- rows

    def _rows(self, table: Any, cell: str | None, student: str | None = None) -> list[Mapping[str, Any]]:
        if not self._database.has_tables:
            return []
        query = select(table).where(table.c.assignment == self._name)
        query = query if cell is None else query.where(table.c.cell == cell)
        query = query if student is None else query.where(table.c.student == student)
        with self._database.reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def _names(self, cell: str, student: str) -> dict[str, Any]:
        return {"assignment": self._name, "cell": cell, "student": student}

    def _drop_claims(self, connection: Connection, cell: str, student: str, marker: str) -> None:
        connection.execute(
            delete(CLAIMS).where(is_of(CLAIMS, self._name, cell, student), CLAIMS.c.marker == marker)
        )


def is_of(table: Any, assignment: str, cell: str, student: str) -> Any:
    """The condition that a row is of that text."""
    return (table.c.assignment == assignment) & (table.c.cell == cell) & (table.c.student == student)
