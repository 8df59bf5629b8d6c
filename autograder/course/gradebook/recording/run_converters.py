"""Runs nbgrader's converters on one submission, in this process."""

from __future__ import annotations

import warnings
from functools import partial
from typing import Any

from nbgrader.utils import capture_log, temp_attrs

from autograder.course.configuration.course_root import CourseRoot
from autograder.course.gradebook.busy_gradebook import Retries
from autograder.course.gradebook.nbgrader_errors import cause_of, is_locked, why_failed
from autograder.course.gradebook.recording.converters import AutogradeOne, GenerateFeedbackForOne
from autograder.grading.results.store import settle
from autograder.handin.submission import Submission

Converter = type[AutogradeOne] | type[GenerateFeedbackForOne]


class Conversion:
    """Runs converters in a course, again where the gradebook is locked."""

    def __init__(self, course: CourseRoot, retries: Retries) -> None:
        self._course, self._retries = course, retries

    def write(self, converter: Converter, step: str, submission: Submission) -> str | None:
        """Write a step's folder of a submission; returns what went wrong, or None."""
        problem = self._retries.until_answered(partial(self._convert, converter, submission))
        if problem != "":
            return problem or self._retries.no_answer()
        written = self._course.place(step, submission.assignment.name, submission.student)
        settle(*written.rglob("*"), written, written.parent)
        return None

    def _convert(self, converter: Converter, submission: Submission) -> str | None:
        """What went wrong; "" where nothing did, and None where the gradebook is locked."""
        outcome = self.outcome(converter, submission)
        if outcome["success"]:
            return ""
        error = why_failed(outcome)
        self._retries.note(error)
        return None if is_locked(outcome["error"]) else cause_of(error)

    def outcome(self, converter: Converter, submission: Submission) -> dict[str, Any]:
        """Run a converter once; returns nbgrader's record of it."""
        course, name = self._course, submission.assignment.name
        found = {"assignment_id": name, "student_id": submission.student}
        if self._has_others(name):  # else nbgrader would take the autograded notebooks away that are not the kit's
            found["notebook_id"] = name
        with temp_attrs(course.folders, **found), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's own use of its database
            step = converter(coursedir=course.folders, parent=course.app)
            step.force, step.submission = True, submission
            outcome: dict[str, Any] = capture_log(step)
        if not outcome["success"] and outcome["error"].rstrip().endswith("KeyboardInterrupt"):
            raise KeyboardInterrupt  # which nbgrader takes for an error like any other
        return outcome

    def _has_others(self, name: str) -> bool:
        return any(path.stem != name for path in self._course.place("source", name).glob("*.ipynb"))
