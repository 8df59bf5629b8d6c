"""Grades one submission after the other with a worker that stays warm."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from autograder.authoring.assignment import Assignment
from autograder.grading.changed_files import reading_of, while_unchanged
from autograder.grading.figures_for_marker import draw_by_key
from autograder.grading.settings import Settings
from autograder.grading.submission import grade_anew, new_sandbox, store_result, stored_result
from autograder.handin.read_submission import Reading
from autograder.handin.submission import Submission
from autograder.records.errors import SandboxError
from autograder.records.results import SubmissionResult
from autograder.sandbox.sandboxed_worker import Sandbox, Zygote


class Grader:
    """Grades one submission after the other, with a worker that has imported the framework already.

    The worker is kept where each submission is isolated in it; else each submission gets a new worker.
    """

    def __init__(self, settings: Settings, zygote: Zygote | None = None) -> None:
        self._settings = settings
        self._zygote = zygote
        self._sandboxes: dict[str, Sandbox] = {}

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self, assignment: Assignment) -> None:
        """Start the worker that the assignment's submissions need, so that it imports the framework in the background."""
        with contextlib.suppress(SandboxError, OSError):  # the grading reports it
            self._sandbox(assignment).start()

    def grade(self, submission: Submission) -> SubmissionResult:
        return while_unchanged(submission, self._settings, self._grade)

    def _grade(self, submission: Submission, key: str) -> SubmissionResult:
        reading = reading_of(key, self._settings)  # once for the checks and the figures
        result = stored_result(submission, self._settings, key) or self._grade_anew(submission, key, reading)
        if result.reason is None:
            self._draw(submission, key, reading)
        return result

    def _draw(self, submission: Submission, key: str, reading: Reading) -> None:
        if self._settings.draw and submission.assignment.exhibits is not None:
            draw_by_key(submission, self._settings, key, reading)

    def _grade_anew(self, submission: Submission, key: str, reading: Reading) -> SubmissionResult:
        sandbox = self._sandbox(submission.assignment)
        if not sandbox.is_ready:
            self.warm(submission.assignment)
            self._draw(submission, key, reading)  # while the worker imports the framework
        result = grade_anew(submission, self._settings, sandbox, reading)
        result = store_result(replace(result, key=key), self._settings)
        if not sandbox.isolates_children:
            sandbox.close()
        return result

    def _sandbox(self, assignment: Assignment) -> Sandbox:
        if assignment.name not in self._sandboxes:
            self._sandboxes[assignment.name] = new_sandbox(assignment, self._settings, self._zygote)
        return self._sandboxes[assignment.name]

    def close(self) -> None:
        """End the workers."""
        for sandbox in self._sandboxes.values():
            sandbox.close()
