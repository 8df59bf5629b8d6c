"""nbgrader's own rows of a cell: the number, whether it waits for a person, and the comment."""

from __future__ import annotations

from typing import Any

from nbgrader.api import (
    Assignment as AssignmentRow,
)
from nbgrader.api import (
    BaseCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.api import Comment as CommentRow
from nbgrader.api import Grade as GradeRow
from sqlalchemy import Connection, Select, func, insert, select, update

from autograder.records.errors import KitError
from autograder.records.marking.marks import Grade

_G, _B = GradeRow.__table__, BaseCell.__table__
_SN, _SA, _N = SubmittedNotebook.__table__, SubmittedAssignment.__table__, Notebook.__table__
_A, _C = AssignmentRow.__table__, CommentRow.__table__


class GradeCells:
    """The cells of one assignment in nbgrader's tables. `locks_rows` says whether the database locks single rows."""

    def __init__(self, assignment: str, locks_rows: bool) -> None:
        self._name, self._locks_rows = assignment, locks_rows

    def grades(self, connection: Connection, cell: str, student: str | None = None) -> dict[str, Grade]:
        """What nbgrader has of a cell, by student."""
        comments = (
            select(_C.c.notebook_id, func.max(_C.c.manual_comment).label("words"))
            .join(_B, _C.c.cell_id == _B.c.id)
            .where(_B.c.name == cell)
            .group_by(_C.c.notebook_id)
            .subquery()
        )
        columns = (_SA.c.student_id, _G.c.manual_score, _G.c.auto_score, _G.c.needs_manual_grade, comments.c.words)
        query = self._of_cell(select(*columns), cell)
        query = query.outerjoin(comments, comments.c.notebook_id == _G.c.notebook_id)
        if student is not None:
            query = query.where(_SA.c.student_id == student)
        return {row[0]: Grade(*row[1:]) for row in connection.execute(query)}

    def key(self, connection: Connection, cell: str, student: str) -> tuple[str, str]:
        """The numbers of nbgrader's grade and its notebook; the grade's row is locked until the transaction ends."""
        query = self._of_cell(select(_G.c.id, _G.c.notebook_id), cell).where(_SA.c.student_id == student)
        if self._locks_rows:
            query = query.with_for_update(of=_G)
        found = connection.execute(query).first()
        if found is None:
            raise KitError(
                f"The gradebook has no `{cell}` of {student}: run `vaekit grade`, then mark it. Nothing was changed."
            )
        return found[0], found[1]

    def give(self, connection: Connection, key: tuple[str, str], score: float | None, waiting: bool) -> None:
        """Write nbgrader's number, and whether it waits for a person."""
        values = {"manual_score": score, "needs_manual_grade": waiting}
        connection.execute(update(_G).where(_G.c.id == key[0]).values(values))

    def comment(self, connection: Connection, key: tuple[str, str], cell: str, words: str | None) -> None:
        """Write nbgrader's comment on a cell; None takes it away."""
        own = select(_B.c.id).where(_B.c.name == cell)
        where = (_C.c.notebook_id == key[1]) & _C.c.cell_id.in_(own)
        done = connection.execute(update(_C).where(where).values(manual_comment=words))
        if not done.rowcount and words is not None:
            of_notebook = select(_SN.c.notebook_id).where(_SN.c.id == key[1]).scalar_subquery()
            place = own.where(_B.c.notebook_id == of_notebook, _B.c.type != "GradeCell")
            if (number := connection.execute(place).scalar()) is not None:
                row = {"id": new_uuid(), "notebook_id": key[1], "cell_id": number, "manual_comment": words}
                connection.execute(insert(_C).values(row))

    def _of_cell(self, query: Select[Any], cell: str) -> Select[Any]:
        """A query of grades, restricted to a cell of the assignment's notebook."""
        return (
            query.select_from(_G)
            .join(_B, _G.c.cell_id == _B.c.id)
            .join(_SN, _G.c.notebook_id == _SN.c.id)
            .join(_N, _SN.c.notebook_id == _N.c.id)
            .join(_SA, _SN.c.assignment_id == _SA.c.id)
            .join(_A, _SA.c.assignment_id == _A.c.id)
            .where(_A.c.name == self._name, _N.c.name == self._name, _B.c.name == cell)
        )
