"""Records results in a course: its gradebook, autograded notebooks and feedback, by nbgrader's own converters.

What was recorded from the same result is left alone. Marks given by persons are kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from nbgrader.api import MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.feedback.feedback_folder import shown_marks
from autograder.course.gradebook.busy_gradebook import Retries
from autograder.course.gradebook.course_assignment import CourseAssignments
from autograder.course.gradebook.marks import mark_validity
from autograder.course.gradebook.marks.shown_to_students import digest_of_shown_marks
from autograder.course.gradebook.nbgrader_errors import cause_of
from autograder.course.gradebook.recording import graded_files, recorded_results
from autograder.course.gradebook.recording.converters import AutogradeOne, GenerateFeedbackForOne
from autograder.course.gradebook.recording.recorded_results import RecordedResults
from autograder.course.gradebook.recording.recording_lock import recording
from autograder.course.gradebook.recording.run_converters import Conversion
from autograder.course.nbgrader_patches import gradebook_kept_open
from autograder.grading.results.keys import files_hash
from autograder.grading.results.store import put_text, settle
from autograder.grading.settings import Settings
from autograder.handin.submission import Submission
from autograder.records.results import SubmissionResult

_CHANGED = "its files changed after they were graded"


def open_course(root: Path, settings: Settings) -> Course:
    """The course in that root, to record in what is graded with `settings`; raises KitError as `CourseRoot.open` does."""
    return Course(CourseRoot.open(root), settings)


class Course:
    """A course whose gradebook takes the grades; what the kit grades in it is graded with `settings`."""

    NOT_YET = recorded_results.NOT_YET

    def __init__(self, course: CourseRoot, settings: Settings) -> None:
        self._course, self._settings = course, settings
        course.app.config.GradeOutside.sandbox = settings.sandbox.value
        course.app.config.GradeOutside.timeout = settings.limits.submission_s
        self._retries = Retries()
        self._assignments = CourseAssignments(course)
        self._recorded = RecordedResults(course, self._assignments, self._retries)
        self._conversion = Conversion(course, self._retries)
        self.remarks: dict[str, list[str]] = {}  # what was recorded anew and is to be marked again, and whose

    @property
    def root(self) -> Path:
        return self._course.root

    @property
    def root_conflict(self) -> str | None:
        return self._course.root_conflict

    def holds(self, submission: Submission) -> bool:
        """Whether the submission lies in the folder where nbgrader expects that student's."""
        return submission.folder.resolve() == self._folder("submitted", submission).resolve()

    def why_not_held(self, submission: Submission) -> str:
        """Where nbgrader looks for that student's submission in place of its folder."""
        there = self._folder("submitted", submission)
        return (
            f"{submission.folder} is not where nbgrader looks for {submission.student}'s hand-in: by the course's "
            f"submitted_directory that is {there}."
        )

    def expect_assignment(self, assignment: Assignment) -> None:
        """Raise KitError where the gradebook does not know the assignment, or nbgrader would run a student's code."""
        self._assignments[assignment].expect_gradable()

    def expect_agreement(self, assignment: Assignment) -> list[str]:
        """Raise KitError where the course's notebook does not fit the kit; returns what else is to be told."""
        return self._assignments[assignment].expect_agreement()

    def with_own_points(self, assignment: Assignment, results: list[SubmissionResult]) -> list[SubmissionResult]:
        """The results with points that a person gave in this course; unchanged where the gradebook does not answer."""
        with contextlib.suppress(SQLAlchemyError), self._course.gradebook() as gradebook:
            released = self._assignments[assignment].released(gradebook)
            manual = sum(cell.points for cell in released.values() if cell.is_manual)
            return [replace(result, manual_max=manual) for result in results]
        return results

    def lacking(self, submission: Submission, result: SubmissionResult) -> list[str] | None:
        """What of a result the course does not have, a clause each; None where the gradebook does not answer."""
        return self._recorded.lacking_of_any(submission, result)

    def record(self, submission: Submission, result: SubmissionResult) -> str | None:
        """Write the grade, the autograded notebook and the feedback; returns why they are not there, if they are not.

        A result is recorded only while the files are those that it was computed from. The mark that a course has all of
        it is written last, and removed first: what a killed run has half written is written again.
        """
        if result.reason is not None:
            self._withdraw(submission)
            return None
        self._remark_on_time(submission)
        if self._retries.is_paused:
            return self._retries.no_answer()
        try:
            with recording(self.root), gradebook_kept_open():
                return self._bring_up_to_date(submission, result)
        except OSError as error:
            return cause_of(str(error))

    def _bring_up_to_date(self, submission: Submission, result: SubmissionResult) -> str | None:
        if self._settings.key_of(submission) != result.key:
            return _CHANGED
        changes = self._retries.until_answered(lambda: self._recorded.lacking(submission, result))
        if changes is None:
            return self._retries.no_answer()
        return self._record(submission, result, changes) if changes else self._renew_page(submission)

    def ask_again(self) -> None:
        """Ask the gradebook again for the next submission, though it did not answer before."""
        self._retries.resume()

    def _record(self, submission: Submission, result: SubmissionResult, changes: list[str]) -> str | None:
        mark, before = self._recorded.mark(submission), self._reopened(submission)
        if mark.exists():
            mark.unlink()
            settle(mark.parent)
        for converter, step in ((AutogradeOne, "autograded"), (GenerateFeedbackForOne, "feedback")):
            problem = self._conversion.write(converter, step, submission)
            if problem:
                return problem
        if not self._is_of(submission, result):
            return _CHANGED
        put_text(mark, str(result.key))
        if self._recorded.has_other_points(submission, result):
            mark.unlink()
            return "the gradebook holds other points than the kit gave: please report it"
        self._remark(submission, changes, before)
        return None

    def _is_of(self, submission: Submission, result: SubmissionResult) -> bool:
        """Whether the result was computed from the files that nbgrader has just read, and that lie there now."""
        noted = graded_files.noted_hash(self.root, submission.assignment.name, submission.student)
        return noted == files_hash(submission) and self._settings.key_of(submission) == result.key

    def _renew_page(self, submission: Submission) -> str | None:
        """Write the page anew where a person has marked or commented since."""
        name, student = submission.assignment.name, submission.student
        try:
            with self._course.gradebook() as gradebook:
                shown = digest_of_shown_marks(gradebook.find_submission_notebook(name, name, student))
        except (MissingEntry, SQLAlchemyError):  # the next grading looks again
            return None
        current = shown_marks(self.root, name, student) == shown
        return None if current else self._conversion.write(GenerateFeedbackForOne, "feedback", submission)

    def _withdraw(self, submission: Submission) -> None:
        """Take away the autograded notebook of an earlier hand-in, as nbgrader does where a new one can't be graded."""
        if self._folder("autograded", submission).exists():
            self._conversion.outcome(AutogradeOne, submission)

    def _reopened(self, submission: Submission) -> dict[str, str]:
        notes = mark_validity.notes_file(self.root, submission.assignment.name, submission.student)
        return mark_validity.reopened(mark_validity.readable_notes(notes))

    def _remark(self, submission: Submission, changes: list[str], before: Mapping[str, str]) -> None:
        """Remember what was recorded anew, and which marks don't count any more."""
        words = [f"recorded anew: {change}" for change in changes if change != self.NOT_YET]
        words += [
            f"`{cell}` is to be marked again: {why}"
            for cell, why in self._reopened(submission).items()
            if cell not in before
        ]
        for sentence in words:
            self.remarks.setdefault(sentence, []).append(submission.student)

    def _remark_on_time(self, submission: Submission) -> None:
        """Tell, at each grading, whose hand-in holds no time."""
        why = self._assignments[submission.assignment].why_no_time(submission.student)
        if why is not None and submission.student not in self.remarks.setdefault(why, []):
            self.remarks[why].append(submission.student)

    def _folder(self, step: str, submission: Submission) -> Path:
        return self._course.place(step, submission.assignment.name, submission.student)
