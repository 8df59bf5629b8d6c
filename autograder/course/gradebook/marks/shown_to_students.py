"""What the gradebook shows a student of marks: points, comments, and the levels given at the marking desk."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy.orm import object_session

from autograder.course.gradebook.cells.cell_names import with_names
from autograder.course.gradebook.marks.desk_tables import marks_that_count, rubric_as_marked
from autograder.records.json_text import values_of
from autograder.records.marking.marks import Given


def digest_of_shown_marks(notebook: Any) -> str:
    """A digest of the marks that a feedback page shows: points, comments, penalty, levels, and what is unmarked."""
    with_names(notebook)
    grades = sorted((one.name, one.score, one.needs_manual_grade) for one in notebook.grades)
    comments = sorted((one.name, one.comment or "") for one in notebook.comments)
    levels = [
        [cell, values_of(one)] for cell, one in sorted(marks_of_desk(notebook).items())
    ]  # none where there is no desk
    record = json.dumps([grades, comments, notebook.late_submission_penalty, *levels], default=str)
    return hashlib.sha256(record.encode()).hexdigest()


def marks_of_desk(notebook: Any) -> dict[str, Given]:
    """The desk's marks of a submitted notebook that stand in nbgrader's gradebook, by cell.

    Where formgrader has another number, or the mark waits for a person, the levels do not say what the points are for.
    """
    session = object_session(notebook)
    numbers = {one.name: one.manual_score for one in notebook.grades if not one.needs_manual_grade}
    found = {}
    for cell, row in marks_that_count(session, notebook.assignment.name, notebook.student.id).items():
        rubric = rubric_as_marked(session, row["rubric"])
        if rubric is not None and numbers.get(cell) == row["score"]:
            levels, comments = json.loads(row["levels"]), json.loads(row["comments"])
            found[cell] = Given(rubric, levels, comments, row["comment"], row["told"])
    return found
