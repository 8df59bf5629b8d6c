"""Which parts of a result a course has: its points, the autograded notebook and the feedback."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import BaseCell, Grade
from sqlalchemy.exc import SQLAlchemyError

from autograder.course.configuration.course_root import CourseRoot
from autograder.course.gradebook.busy_gradebook import Retries
from autograder.course.gradebook.course_assignment import CourseAssignments
from autograder.course.gradebook.marks import mark_validity
from autograder.course.gradebook.recording import graded_files
from autograder.course.submission_rows import of_student
from autograder.grading.results.keys import files_hash
from autograder.handin.submission import Submission
from autograder.records.results import SubmissionResult

NOT_YET = "it is not in the gradebook yet"  # what `lacking` says where nothing else is to be said


class RecordedResults:
    """What a course has of results. Where the gradebook does not answer, `retries` is told why."""

    def __init__(self, course: CourseRoot, assignments: CourseAssignments, retries: Retries) -> None:
        self._course, self._assignments, self._retries = course, assignments, retries

    def mark(self, submission: Submission) -> Path:
        """The file that holds the key of a result while the course has all of it."""
        return mark_validity.recorded_file(self._course.root, submission.assignment.name, submission.student)

    def lacking(self, submission: Submission, result: SubmissionResult) -> list[str] | None:
        """What the course lacks of a result, a clause each: all of it, or what changed since in times, penalties, points
        and rubrics. None where the gradebook does not answer.
        """
        name = submission.assignment.name
        files = [self._place("autograded", submission) / f"{name}.ipynb"]
        files += [self._place("feedback", submission) / f"{name}.html"]
        files += [mark_validity.notes_file(self._course.root, name, submission.student)]
        if not (_text_of(self.mark(submission)) == result.key and all(file.is_file() for file in files)):
            return [NOT_YET]
        points = self._points(submission, result)
        if points is None or points != _earned(submission, result):
            return None if points is None else [NOT_YET]
        return self._changes(submission)

    def lacking_of_any(self, submission: Submission, result: SubmissionResult) -> list[str] | None:
        """As `lacking`, but a grade that nbgrader's own autograding has recorded is one that the course has."""
        found = self.lacking(submission, result)
        by_nbgrader = found == [NOT_YET] and self._has_grade(submission, result)
        return self._changes(submission) if by_nbgrader else found

    def has_other_points(self, submission: Submission, result: SubmissionResult) -> bool:
        """Whether the gradebook answers, and has other points than the result."""
        return self._points(submission, result) not in (None, _earned(submission, result))

    def _changes(self, submission: Submission) -> list[str] | None:
        """What has changed since a submission was recorded; None where the gradebook does not answer."""
        try:
            with self._course.gradebook() as gradebook:
                return self._assignments[submission.assignment].changes(gradebook, submission.student)
        except SQLAlchemyError as error:
            self._retries.note(str(error).splitlines()[0])
            return None

    def _has_grade(self, submission: Submission, result: SubmissionResult) -> bool:
        """Whether the gradebook has these points for these files, as `nbgrader autograde` leaves them as well."""
        name, student = submission.assignment.name, submission.student
        return (
            (self._place("autograded", submission) / f"{name}.ipynb").is_file()
            and graded_files.noted_hash(self._course.root, name, student) == files_hash(submission)
            and self._points(submission, result) == _earned(submission, result)
        )

    def _points(self, submission: Submission, result: SubmissionResult) -> dict[str, float | None] | None:
        """What the gradebook has of the tasks' points, or None where it does not answer."""
        name, student = submission.assignment.name, submission.student
        try:
            with self._course.gradebook() as gradebook:
                query = of_student(Grade, BaseCell.name, Grade.auto_score)
                place = {"notebook": name, "assignment": name, "student": student}
                scores = dict(gradebook.db.execute(query, place).all())
        except SQLAlchemyError as error:
            self._retries.note(str(error).splitlines()[0])
            return None
        cells = _earned(submission, result)
        return {cell: scores[cell] for cell in cells} if cells.keys() <= scores.keys() else {}

    def _place(self, step: str, submission: Submission) -> Path:
        return self._course.place(step, submission.assignment.name, submission.student)


def _text_of(path: Path) -> str | None:
    """A file's text; None where the file is missing or this user may not read it."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None


def _earned(submission: Submission, result: SubmissionResult) -> dict[str, float | None]:
    """The tasks' points by the cells that nbgrader keeps them under."""
    return {submission.assignment.task(task.id).check_cell: task.earned for task in result.tasks}
