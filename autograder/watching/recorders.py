"""The gradebook's writer for each assignment, opened again after each rest: the instructor may have released anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.course.gradebook.recording.record_results import Course, open_course
from autograder.grading.kept_settings import keep_settings
from autograder.grading.settings import Settings


class Recorders:
    """Opens the course to record what is graded with these settings, by assignment."""

    def __init__(self, root: Path, settings: Mapping[str, Settings]) -> None:
        self._root, self._settings = root, settings
        self._open: dict[str, Course] = {}

    def of(self, assignment: Assignment) -> Course:
        """The writer for an assignment; the course keeps how that is graded. Raises KitError and OSError."""
        if assignment.name not in self._open:
            settings = self._settings[assignment.name]
            keep_settings(self._root, assignment.name, settings)
            self._open[assignment.name] = open_course(self._root, settings)
        return self._open[assignment.name]

    def forget(self) -> None:
        self._open.clear()
