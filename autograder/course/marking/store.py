"""Marks in the gradebook: the desk's levels in its own tables and their sum as nbgrader's number, in one transaction.

Who changes a mark says what they have seen of it. Where that is not what stands there, because another marker or
formgrader came first, nothing is written (`Conflict`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment as AssignmentRow,
)
from nbgrader.api import (
    BaseCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.api import Comment as CommentRow
from nbgrader.api import Grade as GradeRow
from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.gradebook.cells import declared_points
from autograder.course.gradebook.course_assignment import CourseAssignment
from autograder.course.gradebook.marks import mark_validity
from autograder.course.gradebook.marks.desk_tables import (
    CHOICES,
    CLAIMS,
    FLAGS,
    HISTORY,
    MARKS,
    RUBRICS,
    SUGGESTIONS,
    Database,
    row_of_mark,
    rubric_as_marked,
    told,
    version_of,
)
from autograder.records.errors import KitError
from autograder.records.json_text import read_record, write_record
from autograder.records.marking.marks import (
    Change,
    Choices,
    Claim,
    Conflict,
    Event,
    Flag,
    Grade,
    Mark,
    Reading,
    Reason,
    Suggestion,
    seen,
)
from autograder.records.marking.rubric import Rubric

_G, _B, _S = GradeRow.__table__, BaseCell.__table__, Student.__table__
_SN, _SA, _N = SubmittedNotebook.__table__, SubmittedAssignment.__table__, Notebook.__table__
_A, _C = AssignmentRow.__table__, CommentRow.__table__


@dataclass(frozen=True, slots=True)
class Order:
    """A mark to be written. `told` is the comment that formgrader and a page of feedback show. `seen` is what the marker
    has seen of it; None writes over whatever stands there.
    """

    student: str
    cell: str
    reading: Reading
    marker: str
    levels: Mapping[str, str]
    comments: Mapping[str, str]
    comment: str
    score: float
    told: str
    text: str
    rubric: Rubric
    shown: str
    points: float
    seen: str | None
    kind: Change
    when: float
    by: str = ""  # who makes the change, where that is not the marker
    counts: bool = True  # whether the sum is nbgrader's number


class MarkStore:
    """The marks of one assignment in a course's gradebook."""

    def __init__(self, course: CourseRoot, assignment: Assignment) -> None:
        self._course, self._assignment, self._name = course, assignment, assignment.name
        if not course.has_gradebook:
            steps = f"run `nbgrader generate_assignment {self._name}` and `vaekit grade` first"
            raise KitError(f"{course.root} has no gradebook: {steps}.")
        self._database = Database(course.db_url)
        self._source = CourseAssignment(course, assignment).source
        self._release = course.place("release", self._name) / f"{self._name}.ipynb"
        self._shown: tuple[list[int], Mapping[str, mark_validity.Basis]] | None = None  # of files with these times

    def close(self) -> None:
        self._database.close()

    # --- reading

    def grades(self, cell: str, student: str | None = None) -> dict[str, Grade]:
        """What nbgrader has of a cell, by student."""
        with self._database.reading() as connection:
            return _grades(connection, self._name, cell, student)

    def marks(self, cell: str | None = None) -> list[tuple[str, str, Reading, int, Mark | None]]:
        """Student, cell, reading, version and mark of all that was ever marked; no mark where it was taken back."""
        if not self._database.has_tables:
            return []
        query = select(MARKS).where(MARKS.c.assignment == self._name)
        if cell is not None:
            query = query.where(MARKS.c.cell == cell)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [(row["student"], row["cell"], Reading(row["reading"]), row["version"], _mark(row)) for row in rows]

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

    def history(self, cell: str | None = None, student: str | None = None) -> list[Event]:
        """What was changed, the first change first."""
        rows = self._rows(HISTORY, cell, student)
        return [
            Event(
                row["number"],
                row["student"],
                row["cell"],
                Reading(row["reading"]),
                Change(row["kind"]),
                row["marker"],
                row["changed_at"],
                json.loads(row["levels"]),
                row["score"],
                row["gradebook"],
            )
            for row in sorted(rows, key=lambda row: row["number"])
        ]

    def names(self) -> dict[str, tuple[str, ...]]:
        """What the gradebook knows of students' names, by student: to keep them out of what others read."""
        with self._database.reading() as connection:
            rows = connection.execute(select(_S.c.id, _S.c.first_name, _S.c.last_name, _S.c.email))
            return {row[0]: tuple(filter(None, row[1:])) for row in rows}

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

    def _released(self) -> Mapping[str, mark_validity.Basis]:
        with told("read"), self._course.gradebook() as gradebook:
            released = declared_points.in_gradebook(gradebook, self._assignment)
        return mark_validity.bases((), released, declared_points.source_order(self._source, self._assignment))

    def _rows(self, table: Any, cell: str | None, student: str | None = None) -> list[Mapping[str, Any]]:
        if not self._database.has_tables:
            return []
        query = select(table).where(table.c.assignment == self._name)
        query = query if cell is None else query.where(table.c.cell == cell)
        query = query if student is None else query.where(table.c.student == student)
        with self._database.reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    # --- writing

    def write(self, order: Order) -> Mark:
        """Write a mark and, where it counts, nbgrader's number and comment. Raises Conflict and KitError."""
        return self.write_all([order])[0]

    def write_all(self, orders: Iterable[Order]) -> list[Mark]:
        """Write several marks, all or none of them."""
        with self._database.writing() as connection:
            return [self._write(connection, order) for order in orders]

    def _write(self, connection: Connection, order: Order) -> Mark:
        key = self._grade_key(connection, order.cell, order.student)
        grade = _grades(connection, self._name, order.cell, order.student)[order.student]
        before = self._row(connection, order.cell, order.student, order.reading)
        version = before["version"] if before is not None else 0
        if order.seen is not None and order.seen != seen(version, grade.manual, order.reading):
            mine = before is not None and _is_same(before, order) and _follows(order.seen, version)
            if mine and (order.reading is Reading.SECOND or grade.manual == before["score"]):
                return _sure(_mark(before))  # it was written, and the answer was lost
            raise Conflict(_changed_meanwhile(order.student, before, grade))
        if order.counts:
            self._expect_to_count(connection, order)
        values = _values(order) | {"version": version + 1}
        if order.counts and order.reading is not Reading.SECOND:
            values["told"] = self._tell(connection, key, order, grade, before)
            self._give(connection, key, order.score, waiting=False)
        else:
            values["told"] = before["told"] if before is not None else None
        self._put(connection, order.cell, order.student, order.reading, values, version)
        self._keep_rubric(connection, order.rubric)
        self._note(connection, order, values, before, grade)
        self._drop_claims(connection, order.cell, order.student, order.marker)
        return _sure(_mark(self._row(connection, order.cell, order.student, order.reading)))

    def _expect_to_count(self, connection: Connection, order: Order) -> None:
        """A first mark is not changed any more where both markers have settled on one."""
        if order.reading is Reading.FIRST:
            settled = self._row(connection, order.cell, order.student, Reading.SETTLED)
            if settled is not None and settled["score"] is not None:
                raise Conflict(
                    f"This text has a mark that {settled['marker']} settled on: change that one, or undo it first."
                )

    def undo(self, marker: str, when: float, cell: str | None = None) -> tuple[str, str, Reading] | None:
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
        with self._database.writing() as connection:
            event = connection.execute(query.order_by(HISTORY.c.number.desc()).limit(1)).mappings().first()
            if event is None:
                return None
            self._undo(connection, dict(event), when)
            return event["cell"], event["student"], Reading(event["reading"])

    def _undo(self, connection: Connection, event: Mapping[str, Any], when: float) -> None:
        cell, student, reading = event["cell"], event["student"], Reading(event["reading"])
        key = self._grade_key(connection, cell, student)
        grade = _grades(connection, self._name, cell, student)[student]
        row = self._row(connection, cell, student, reading)
        counts = reading is not Reading.SECOND
        last = self._last_change(connection, cell, student, reading)
        if row is None or last != event["number"] or (counts and grade.manual != row["score"]):
            raise Conflict(_changed_meanwhile(student, row, grade))
        earlier = (
            json.loads(event["before"]) if event["before"] else {**row_of_mark(row), "score": None, "told": None}
        )
        values = {**earlier, "changed_at": when, "version": row["version"] + 1}
        if counts:
            self._give(connection, key, event["gradebook"], waiting=event["waited"])
            if grade.comment == row["told"]:
                self._comment(connection, key, cell, values["told"])
        self._put(connection, cell, student, reading, values, row["version"])
        connection.execute(update(HISTORY).where(HISTORY.c.number == event["number"]).values(undone=True))
        self._add_event(
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
        self._add_event(connection, event)

    def claim(self, cell: str, student: str, reading: Reading, marker: str, now: float, lease_s: float) -> bool:
        """Take a text for a while, or longer; False where another marker has it."""
        where = _is(CLAIMS, self._name, cell, student) & (CLAIMS.c.reading == reading)
        with self._database.writing() as connection:
            self._grade_key(connection, cell, student)
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
        own = _is(FLAGS, self._name, cell, student)
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
        where = _is(SUGGESTIONS, self._name, one.cell, one.student) & (SUGGESTIONS.c.reader == one.reader)
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
        own = _is(FLAGS, self._name, cell, student) & (FLAGS.c.marker == marker)
        with self._database.writing() as connection:
            connection.execute(delete(FLAGS).where(own))

    # --- parts of a transaction

    def _last_change(self, connection: Connection, cell: str, student: str, reading: Reading) -> Any:
        """The number of a mark's last change that was not taken back."""
        where = (
            _is(HISTORY, self._name, cell, student) & (HISTORY.c.reading == reading) & HISTORY.c.undone.is_(False)
        )
        return connection.execute(select(func.max(HISTORY.c.number)).where(where)).scalar()

    def _names(self, cell: str, student: str) -> dict[str, Any]:
        return {"assignment": self._name, "cell": cell, "student": student}

    def _row(self, connection: Connection, cell: str, student: str, reading: Reading) -> Any:
        """The row of a mark, or None."""
        where = _is(MARKS, self._name, cell, student) & (MARKS.c.reading == reading)
        return connection.execute(select(MARKS).where(where)).mappings().first()

    def _grade_key(self, connection: Connection, cell: str, student: str) -> tuple[str, str]:
        """The numbers of nbgrader's grade and its notebook; the grade's row is locked until the transaction ends."""
        query = _of_cell(select(_G.c.id, _G.c.notebook_id), self._name, cell).where(_SA.c.student_id == student)
        if self._database.locks_rows:
            query = query.with_for_update(of=_G)
        found = connection.execute(query).first()
        if found is None:
            raise KitError(
                f"The gradebook has no `{cell}` of {student}: run `vaekit grade`, then mark it. Nothing was changed."
            )
        return found[0], found[1]

    def _give(self, connection: Connection, key: tuple[str, str], score: float | None, waiting: bool) -> None:
        values = {"manual_score": score, "needs_manual_grade": waiting}
        connection.execute(update(_G).where(_G.c.id == key[0]).values(values))

    def _tell(
        self,
        connection: Connection,
        key: tuple[str, str],
        order: Order,
        grade: Grade,
        before: Mapping[str, Any] | None,
    ) -> str | None:
        """Write nbgrader's comment, unless it holds words of somebody's own; returns what the desk has written there."""
        earlier = before["told"] if before is not None else None
        if before is None and order.reading is Reading.SETTLED:
            first = self._row(connection, order.cell, order.student, Reading.FIRST)
            earlier = first["told"] if first is not None else None
        if (grade.comment or None) not in (None, earlier):
            return None
        self._comment(connection, key, order.cell, order.told or None)
        return order.told or None

    def _comment(self, connection: Connection, key: tuple[str, str], cell: str, words: str | None) -> None:
        own = select(_B.c.id).where(_B.c.name == cell)
        where = (_C.c.notebook_id == key[1]) & _C.c.cell_id.in_(own)
        done = connection.execute(update(_C).where(where).values(manual_comment=words))
        if not done.rowcount and words is not None:
            of_notebook = select(_SN.c.notebook_id).where(_SN.c.id == key[1]).scalar_subquery()
            place = own.where(_B.c.notebook_id == of_notebook, _B.c.type != "GradeCell")
            if (number := connection.execute(place).scalar()) is not None:
                row = {"id": new_uuid(), "notebook_id": key[1], "cell_id": number, "manual_comment": words}
                connection.execute(insert(_C).values(row))

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
        where = _is(MARKS, self._name, cell, student) & (MARKS.c.reading == reading) & (MARKS.c.version == version)
        if connection.execute(update(MARKS).where(where).values(dict(values))).rowcount != 1:
            raise Conflict(f"The mark of {student} was changed by somebody else; nothing was written.")

    def _keep_rubric(self, connection: Connection, rubric: Rubric) -> None:
        upsert = postgresql.insert if self._database.locks_rows else sqlite.insert
        values = {"version": version_of(rubric), "cell": rubric.cell, "content": write_record(rubric)}
        connection.execute(upsert(RUBRICS).values(values).on_conflict_do_nothing())

    def _note(
        self,
        connection: Connection,
        order: Order,
        values: Mapping[str, Any],
        before: Mapping[str, Any] | None,
        grade: Grade,
    ) -> None:
        """Add to the history what is changed, and before it a number of formgrader's that nobody has noted yet."""
        names = self._names(order.cell, order.student) | {"reading": order.reading, "changed_at": order.when}
        ours = before["score"] if before is not None else None
        known = grade.manual is None or not order.counts or order.reading is Reading.SECOND or grade.manual == ours
        if not known and not (order.reading is Reading.SETTLED and before is None):
            outside = {
                "kind": Change.OUTSIDE,
                "marker": "formgrader",
                "version": values["version"] - 1,
                "levels": "{}",
            }
            told = {
                "score": grade.manual,
                "before": None,
                "gradebook": ours,
                "waited": grade.waiting,
                "undone": True,
            }
            connection.execute(insert(HISTORY).values(names | outside | told))
        self._add_event(
            connection,
            {
                **names,
                **values,
                "marker": order.by or order.marker,
                "kind": order.kind,
                "before": json.dumps(row_of_mark(before)) if before is not None else None,
                "gradebook": grade.manual,
                "waited": grade.waiting,
            },
        )

    def _add_event(self, connection: Connection, values: Mapping[str, Any]) -> None:
        columns = {column.name for column in HISTORY.columns} - {"number", "undone"}
        event = {name: value for name, value in values.items() if name in columns}
        connection.execute(insert(HISTORY).values(event | {"undone": event["kind"] is Change.UNDONE}))

    def _drop_claims(self, connection: Connection, cell: str, student: str, marker: str) -> None:
        connection.execute(delete(CLAIMS).where(_is(CLAIMS, self._name, cell, student), CLAIMS.c.marker == marker))


def _changed(path: Path) -> int:
    """When a file was changed; 0 where there is none."""
    return path.stat().st_mtime_ns if path.is_file() else 0


# --- queries --------------------------------------------------------------------------------------------------


def _of_cell(query: Select[Any], assignment: str, cell: str) -> Select[Any]:
    """A query of grades, restricted to a cell of the assignment's notebook."""
    return (
        query.select_from(_G)
        .join(_B, _G.c.cell_id == _B.c.id)
        .join(_SN, _G.c.notebook_id == _SN.c.id)
        .join(_N, _SN.c.notebook_id == _N.c.id)
        .join(_SA, _SN.c.assignment_id == _SA.c.id)
        .join(_A, _SA.c.assignment_id == _A.c.id)
        .where(_A.c.name == assignment, _N.c.name == assignment, _B.c.name == cell)
    )


def _grades(connection: Connection, assignment: str, cell: str, student: str | None) -> dict[str, Grade]:
    comments = (
        select(_C.c.notebook_id, func.max(_C.c.manual_comment).label("words"))
        .join(_B, _C.c.cell_id == _B.c.id)
        .where(_B.c.name == cell)
        .group_by(_C.c.notebook_id)
        .subquery()
    )
    columns = (_SA.c.student_id, _G.c.manual_score, _G.c.auto_score, _G.c.needs_manual_grade, comments.c.words)
    query = _of_cell(select(*columns), assignment, cell)
    query = query.outerjoin(comments, comments.c.notebook_id == _G.c.notebook_id)
    if student is not None:
        query = query.where(_SA.c.student_id == student)
    return {row[0]: Grade(*row[1:]) for row in connection.execute(query)}


def _is(table: Any, assignment: str, cell: str, student: str) -> Any:
    return (table.c.assignment == assignment) & (table.c.cell == cell) & (table.c.student == student)


def _values(order: Order) -> dict[str, Any]:
    """The columns of a mark."""
    return {
        "marker": order.marker,
        "levels": json.dumps(dict(order.levels)),
        "comments": json.dumps(dict(order.comments)),
        "comment": order.comment,
        "score": order.score,
        "text": order.text,
        "rubric": version_of(order.rubric),
        "shown": order.shown,
        "points": order.points,
        "changed_at": order.when,
    }


def _mark(row: Any) -> Mark | None:
    if row is None or row["score"] is None:
        return None
    return Mark(
        row["student"],
        row["cell"],
        Reading(row["reading"]),
        row["marker"],
        json.loads(row["levels"]),
        json.loads(row["comments"]),
        row["comment"],
        row["score"],
        row["text"],
        row["rubric"],
        row["shown"],
        row["points"],
        row["changed_at"],
        row["version"],
    )


def _sure(mark: Mark | None) -> Mark:
    assert mark is not None
    return mark


def _is_same(row: Mapping[str, Any], order: Order) -> bool:
    """Whether a row holds what is to be written, by the same marker."""
    wanted = _values(order)
    return all(row[name] == wanted[name] for name in ("marker", "levels", "comments", "comment", "score", "text"))


def _follows(seen_before: str, version: int) -> bool:
    """Whether a mark of that version is the next one after what was seen."""
    return seen_before.partition(":")[0] == str(version - 1)


def _changed_meanwhile(student: str, row: Mapping[str, Any] | None, grade: Grade) -> str:
    if row is not None and row["score"] is not None and row["score"] == grade.manual:
        return f"{row['marker']} has marked this text ({row['score']:g} points) since you opened it; nothing was written."
    if grade.manual is not None:
        return f"The gradebook has {grade.manual:g} points of this text since you opened it; nothing was written."
    return "The mark of this text was taken back since you opened it; nothing was written."
