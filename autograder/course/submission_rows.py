"""Reads grades and comments of submissions with the names of their cells: by one statement, which is built once."""

from __future__ import annotations

from functools import cache
from typing import Any

from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import BaseCell, Notebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Select, bindparam, select


@cache
def of_everybody(kind: Any, *columns: Any) -> Select[Any]:
    """These columns of all grades or comments of a notebook: of `kind`, or of the rows that it refers to.

    Its parameters are the names `notebook` and `assignment`. Of two cells with one name, a task cell comes first.
    """
    return (
        select(*columns)
        .select_from(kind)
        .join(BaseCell, BaseCell.id == kind.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
        .where(Notebook.name == bindparam("notebook"), AssignmentRow.name == bindparam("assignment"))
        .order_by(BaseCell.type.desc())
    )


@cache
def of_student(kind: Any, *columns: Any) -> Select[Any]:
    """As `of_everybody`, of one student, whose id is the parameter `student`."""
    return of_everybody(kind, *columns).where(SubmittedAssignment.student_id == bindparam("student"))
