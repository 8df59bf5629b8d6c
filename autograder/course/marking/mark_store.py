"""Marks in the gradebook: the desk's levels in its own tables and their sum as nbgrader's number, in one transaction.

Who changes a mark says what they have seen of it. Where that is not what stands there, because another marker or
formgrader came first, nothing is written (`Conflict`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.gradebook.cells import declared_points
from autograder.course.gradebook.course_assignment import CourseAssignment
from autograder.course.gradebook.marks import mark_basis
from autograder.course.gradebook.marks.desk_tables import (
    HISTORY,
    MARKS,
    RUBRICS,
    errors_as_sentences,
    row_of_mark,
    rubric_as_marked,
    version_of,
)
from autograder.course.marking.desk_notes import DeskNotes, is_of
from autograder.course.marking.mark_history import add_event, event_of, last_change, note
from autograder.course.marking.mark_rows import Order, changed_meanwhile, follows, is_same, mark_of, values_of
from autograder.records.errors import KitError
from autograder.records.json_text import write_record
from autograder.records.marking.marks import (
    Change,
    Conflict,
    Event,
    Grade,
    Mark,
    Reading,
    seen,
)
from autograder.records.marking.rubric import Rubric


class MarkStore(DeskNotes):
    """The marks of one assignment in a course's gradebook."""

    def __init__(self, course: CourseRoot, assignment: Assignment) -> None:
        self._course, self._assignment = course, assignment
        if not course.has_gradebook:
            steps = f"run `nbgrader generate_assignment {assignment.name}` and `vaekit grade` first"
            raise KitError(f"{course.root} has no gradebook: {steps}.")
        super().__init__(assignment.name, course.db_url)
        self._source = CourseAssignment(course, assignment).source
        self._release = course.place("release", self._name) / f"{self._name}.ipynb"
        self._shown: tuple[list[int], Mapping[str, mark_basis.Basis]] | None = None  # of files with these times

    # --- reading

    def grades(self, cell: str, student: str | None = None) -> dict[str, Grade]:
        """What nbgrader has of a cell, by student."""
        with self._database.reading() as connection:
            return self._cells.grades(connection, cell, student)

    def marks(self, cell: str | None = None) -> list[tuple[str, str, Reading, int, Mark | None]]:
        """Student, cell, reading, version and mark of all that was ever marked; no mark where it was taken back."""
        if not self._database.has_tables:
            return []
        query = select(MARKS).where(MARKS.c.assignment == self._name)
        if cell is not None:
            query = query.where(MARKS.c.cell == cell)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            (row["student"], row["cell"], Reading(row["reading"]), row["version"], mark_of(row)) for row in rows
        ]

    def history(self, cell: str | None = None, student: str | None = None) -> list[Event]:
        """What was changed, the first change first."""
        rows = self._rows(HISTORY, cell, student)
        return [event_of(row) for row in sorted(rows, key=lambda row: row["number"])]

    def rubric(self, version: str) -> Rubric | None:
        """A rubric as it was when marks were given by it."""
        if not self._database.has_tables:
            return None
        with self._database.reading() as connection:
            return rubric_as_marked(connection, version)

    def shown_now(self, cell: str) -> tuple[str, float]:
        """The hash of the rubric's words that stand above a cell, and the cell's points, as they were released."""
        stamp = [_changed(path) for path in (self._source, self._release)]
        if self._shown is None or self._shown[0] != stamp:
            self._shown = stamp, self._released()
        found = self._shown[1].get(cell)
        if found is None:
            raise KitError(f"{self._name} was released without the text `{cell}`: nobody can mark it.")
        return str(found.rubric), found.points

    def _released(self) -> Mapping[str, mark_basis.Basis]:
        with errors_as_sentences("read"), self._course.gradebook() as gradebook:
            released = declared_points.in_gradebook(gradebook, self._assignment)
        return mark_basis.bases((), released, declared_points.source_order(self._source, self._assignment))

    # --- writing

    def write(self, order: Order) -> Mark:
        """Write a mark and, where it counts, nbgrader's number and comment. Raises Conflict and KitError."""
        return self.write_all([order])[0]

    def write_all(self, orders: Iterable[Order]) -> list[Mark]:
        """Write several marks, all or none of them."""
        with self._database.writing() as connection:
            return [self._write(connection, order) for order in orders]

    def _write(self, connection: Connection, order: Order) -> Mark:
        key = self._cells.key(connection, order.cell, order.student)
        grade = self._cells.grades(connection, order.cell, order.student)[order.student]
        before = self._row(connection, order.cell, order.student, order.reading)
        version = before["version"] if before is not None else 0
        if order.seen is not None and order.seen != seen(version, grade.manual, order.reading):
            mine = before is not None and is_same(before, order) and follows(order.seen, version)
            if mine and (order.reading is Reading.SECOND or grade.manual == before["score"]):
                return _sure(mark_of(before))  # it was written, and the answer was lost
            raise Conflict(changed_meanwhile(order.student, before, grade))
        if order.counts:
            self._expect_to_count(connection, order)
        values = values_of(order) | {"version": version + 1}
        if order.counts and order.reading is not Reading.SECOND:
            values["told"] = self._tell(connection, key, order, grade, before)
            self._cells.give(connection, key, order.score, waiting=False)
        else:
            values["told"] = before["told"] if before is not None else None
        self._put(connection, order.cell, order.student, order.reading, values, version)
        self._keep_rubric(connection, order.rubric)
        counted = self._counted(connection, order.cell, order.student, order.reading, before)
        ours = counted["score"] if counted is not None else None
        note(connection, self._names(order.cell, order.student), order, values, before, grade, ours)
        self._drop_claims(connection, order.cell, order.student, order.marker)
        return _sure(mark_of(self._row(connection, order.cell, order.student, order.reading)))

    def _expect_to_count(self, connection: Connection, order: Order) -> None:
        """A first mark is not changed any more where both markers have settled on one."""
        if order.reading is Reading.FIRST:
            settled = self._row(connection, order.cell, order.student, Reading.SETTLED)
            if settled is not None and settled["score"] is not None:
                raise Conflict(
                    f"This text has a mark that {settled['marker']} settled on: change that one, or undo it first."
                )

    def undo(
        self, marker: str, when: float, cell: str | None = None, reading: Reading | None = None
    ) -> tuple[str, str, Reading] | None:
        """Take back a marker's last change; returns the text's cell, student and reading, None where there is nothing.

        Raises Conflict where somebody, or formgrader, has changed the mark since.
        """
        query = select(HISTORY).where(
            HISTORY.c.assignment == self._name,
            HISTORY.c.marker == marker,
            HISTORY.c.undone.is_(False),
            HISTORY.c.kind.in_([Change.SAVED, Change.SETTLED]),
        )
        query = query if cell is None else query.where(HISTORY.c.cell == cell)
        query = query if reading is None else query.where(HISTORY.c.reading == reading)
        with self._database.writing() as connection:
            event = connection.execute(query.order_by(HISTORY.c.number.desc()).limit(1)).mappings().first()
            if event is None:
                return None
            self._undo(connection, dict(event), when)
            return event["cell"], event["student"], Reading(event["reading"])

    def _undo(self, connection: Connection, event: Mapping[str, Any], when: float) -> None:
        cell, student, reading = event["cell"], event["student"], Reading(event["reading"])
        key = self._cells.key(connection, cell, student)
        grade = self._cells.grades(connection, cell, student)[student]
        row = self._row(connection, cell, student, reading)
        counts = reading is not Reading.SECOND
        last = last_change(connection, is_of(HISTORY, self._name, cell, student), reading)
        if row is None or last != event["number"] or (counts and grade.manual != row["score"]):
            raise Conflict(changed_meanwhile(student, row, grade))
        earlier = (
            json.loads(event["before"]) if event["before"] else {**row_of_mark(row), "score": None, "told": None}
        )
        values = {**earlier, "changed_at": when, "version": row["version"] + 1}
        if counts:
            self._cells.give(connection, key, event["gradebook"], waiting=event["waited"])
            if grade.comment == row["told"]:
                counts_again = self._counted(connection, cell, student, reading, values)
                self._cells.comment(connection, key, cell, counts_again["told"] if counts_again else None)
        self._put(connection, cell, student, reading, values, row["version"])
        connection.execute(update(HISTORY).where(HISTORY.c.number == event["number"]).values(undone=True))
        add_event(
            connection,
            {
                **event,
                **values,
                "marker": event["marker"],  # who takes it back, whosever mark is there again
                "kind": Change.UNDONE,
                "gradebook": grade.manual,
                "waited": grade.waiting,
            },
        )

    def move(self, orders: Iterable[Order], earlier: str) -> None:
        """Give marks to the name that a student has now, all or none of them; under the earlier name they are kept in the
        history alone.
        """
        with self._database.writing() as connection:
            for order in orders:
                self._move(connection, order, earlier)

    def _move(self, connection: Connection, order: Order, earlier: str) -> None:
        self._write(connection, order)
        row = self._row(connection, order.cell, earlier, order.reading)
        values = {**row_of_mark(row), "score": None, "told": None, "changed_at": order.when}
        values["version"] = row["version"] + 1
        self._put(connection, order.cell, earlier, order.reading, values, row["version"])
        event = {**self._names(order.cell, earlier), **values, "reading": order.reading, "kind": Change.MOVED}
        event |= {
            "marker": order.by,
            "before": json.dumps(row_of_mark(row)),
            "gradebook": None,
            "waited": False,
        }
        add_event(connection, event)

    # --- parts of a transaction

    def _row(self, connection: Connection, cell: str, student: str, reading: Reading) -> Any:
        """The row of a mark, or None."""
        where = is_of(MARKS, self._name, cell, student) & (MARKS.c.reading == reading)
        return connection.execute(select(MARKS).where(where)).mappings().first()

    def _counted(
        self, connection: Connection, cell: str, student: str, reading: Reading, row: Mapping[str, Any] | None
    ) -> Any:
        """The row whose number counts beside this one: where nothing is settled (any more), that of the first mark."""
        if reading is Reading.SETTLED and (row is None or row["score"] is None):
            return self._row(connection, cell, student, Reading.FIRST)
        return row

    def _tell(
        self,
        connection: Connection,
        key: tuple[str, str],
        order: Order,
        grade: Grade,
        before: Mapping[str, Any] | None,
    ) -> str | None:
        """Write nbgrader's comment, unless it holds words of somebody's own; returns what the desk has written there."""
        counted = self._counted(connection, order.cell, order.student, order.reading, before)
        earlier = counted["told"] if counted is not None else None
        if (grade.comment or None) not in (None, earlier):
            return None
        self._cells.comment(connection, key, order.cell, order.told or None)
        return order.told or None

    def _put(
        self,
        connection: Connection,
        cell: str,
        student: str,
        reading: Reading,
        values: Mapping[str, Any],
        version: int,
    ) -> None:
        """Write the row of a mark whose version is still that one."""
        if version == 0:
            connection.execute(
                insert(MARKS).values(self._names(cell, student) | {"reading": reading} | dict(values))
            )
            return
        where = (
            is_of(MARKS, self._name, cell, student) & (MARKS.c.reading == reading) & (MARKS.c.version == version)
        )
        if connection.execute(update(MARKS).where(where).values(dict(values))).rowcount != 1:
            raise Conflict(f"The mark of {student} was changed by somebody else; nothing was written.")

    def _keep_rubric(self, connection: Connection, rubric: Rubric) -> None:
        upsert = postgresql.insert if self._database.locks_rows else sqlite.insert
        values = {"version": version_of(rubric), "cell": rubric.cell, "content": write_record(rubric)}
        connection.execute(upsert(RUBRICS).values(values).on_conflict_do_nothing())


def _changed(path: Path) -> int:
    """When a file was changed; 0 where there is none."""
    return path.stat().st_mtime_ns if path.is_file() else 0


def _sure(mark: Mark | None) -> Mark:
    assert mark is not None
    return mark
