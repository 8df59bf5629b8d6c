"""What the gradebook says of each submission: texts to mark, points, lateness, and whether its feedback is current."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from nbgrader.api import MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.feedback.feedback_folder import shown_marks
from autograder.course.gradebook.cells.earned_points import left_unchanged, to_mark
from autograder.course.gradebook.marks.shown_to_students import digest_of_shown_marks
from autograder.records.errors import KitError


class Feedback(StrEnum):
    """Whether a student's feedback page shows the marks that are in the gradebook."""

    CURRENT = "current"
    STALE = "older than the marks"
    MISSING = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """One submission in the gradebook. `total` counts the penalty.

    `to_mark` are the cells that wait for a person, `unchanged` those that nbgrader scored 0 unread, each with whether it
    is a text.
    """

    to_mark: Mapping[str, bool]
    unchanged: Mapping[str, bool]
    total: float
    max_score: float
    penalty: float
    late: timedelta
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class Overview:
    """The rows by student. `missing` are students of the course who have handed in nothing, `gone` those of the rows
    whose hand-in is not there any more.
    """

    rows: dict[str, Row]
    missing: tuple[str, ...]
    gone: tuple[str, ...]


def overview(course: CourseRoot, assignment: Assignment) -> Overview:
    """Read the gradebook of a course; without one, or where it does not know the assignment, there are no rows."""
    if not course.has_gradebook:
        return Overview({}, (), ())
    try:
        with course.gradebook() as gradebook:
            students = sorted(student.id for student in gradebook.students)
            try:
                submissions = gradebook.assignment_submissions(assignment.name)
            except MissingEntry:
                submissions = []
            rows = {
                one.student.id: row for one in submissions if (row := _row(course, assignment, one)) is not None
            }
    except SQLAlchemyError as error:
        why = str(error).splitlines()[0]
        raise KitError(
            f"The gradebook of {course.root} can't be read ({why}): close what writes to it."
        ) from error
    place = course.handed_in(assignment.name)
    absent = [one for one in students if not (place / one / assignment.name).is_dir()]
    missing, gone = ([one for one in absent if (one in rows) is graded] for graded in (False, True))
    return Overview(rows, tuple(missing), tuple(gone))


def _row(course: CourseRoot, assignment: Assignment, one: Any) -> Row | None:
    notebook = next((book for book in one.notebooks if book.name == assignment.name), None)
    if notebook is None or not notebook.grades:
        return None
    student, penalty = one.student.id, float(one.late_submission_penalty or 0)
    page = course.place("feedback", assignment.name, student) / f"{assignment.name}.html"
    current = shown_marks(course.root, assignment.name, student) == digest_of_shown_marks(notebook)
    return Row(
        to_mark=to_mark(notebook),
        unchanged=left_unchanged(notebook),
        total=max(0.0, float(one.score) - penalty),
        max_score=float(one.max_score),
        penalty=penalty,
        late=timedelta(seconds=one.total_seconds_late),
        feedback=Feedback.MISSING if not page.is_file() else Feedback.CURRENT if current else Feedback.STALE,
    )
