"""When a student's hand-in of an assignment is due, with the student's extension."""

from __future__ import annotations

from datetime import UTC, datetime

from nbgrader.api import MissingEntry

from autograder.course.configuration.course_root import CourseRoot


def due_of(course: CourseRoot, assignment: str, student: str) -> datetime | None:
    """The time, or None where the gradebook has none. Raises GradebookFailed where it does not answer."""
    if not course.has_gradebook:
        return None
    with course.gradebook() as gradebook:
        try:
            due: datetime | None = gradebook.find_assignment(assignment).duedate
            if due is not None:
                due = gradebook.find_submission(assignment, student).duedate
        except MissingEntry:  # the student has handed in nothing that was recorded
            pass
    return due.replace(tzinfo=UTC) if due is not None else None
