"""What a text is marked beside: the figures, tables and remarks that grading has drawn of a student's run."""

from __future__ import annotations

from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.grading.figures_for_marker import stored_exhibits
from autograder.grading.kept_settings import kept_settings, settings_of_course
from autograder.grading.results.store import Exhibits, results_folder
from autograder.grading.settings import Settings
from autograder.handin.find_submissions import find_submissions
from autograder.handin.shared_training_runs import with_foreign_evidence
from autograder.handin.submission import Submission
from autograder.records.errors import KitError
from autograder.records.exhibit import Exhibit
from autograder.records.settings import Kind
from autograder.sandbox.choose_backend import choose


class Beside:
    """The exhibits of an assignment's submissions, from the results that the course keeps; nothing is drawn here."""

    def __init__(self, submitted: Path, root: Path, assignment: Assignment) -> None:
        self._submitted, self._root, self._assignment = submitted, root, assignment
        self._submissions: dict[str, Submission] = {}

    def of(self, student: str, cell: str) -> list[Exhibit]:
        """What stands beside a text; a note where there is nothing, and what to do."""
        if self._assignment.exhibits is None:
            return []
        try:
            found = self._found(student)
        except KitError as error:
            return [Exhibit("Measured by the kit", note=str(error))]
        if found is None:
            why = (
                "Nothing is kept of this run for the kit as it is now: run `vaekit grade submitted`, then load this "
                "page anew."
            )
            return [Exhibit("Measured by the kit", note=why)]
        return [one for one in found.get(cell, []) if one.title != "For the comment box"]

    def _found(self, student: str) -> Exhibits | None:
        """What is kept of the student's run, by the settings of the last grading; None where nothing is.

        The hand-ins are read again before that is said: some may have come, or been replaced, since they were read.
        """
        settings = self._settings()
        submission = self._submissions.get(student)
        found = None if submission is None else stored_exhibits(submission, settings)
        if found is not None:
            return found
        self._submissions = self._read()
        submission = self._submissions.get(student)
        return None if submission is None else stored_exhibits(submission, settings)

    def _settings(self) -> Settings:
        """Those of the last grading; what was graded in no course's name is found by the defaults."""
        name = self._assignment.name
        if kept_settings(self._root, name) is None:
            return Settings(choose(Kind.AUTO), store=results_folder(self._root))
        return settings_of_course(self._root, name)

    def _read(self) -> dict[str, Submission]:
        """Who handed in what."""
        found = with_foreign_evidence(find_submissions(self._submitted, self._assignment))
        return {one.student: one for one in found}
