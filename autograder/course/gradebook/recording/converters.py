"""nbgrader's converters for one given submission."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateFeedback
from traitlets import default

from autograder.course.feedback.page_exporter import FeedbackPage


class _OneNotebook:
    """Converts the given submission only; nbgrader searches with a glob pattern, which fails for names with a `[`."""

    coursedir: Any
    _format_source: Any

    def init_notebooks(self) -> None:
        names = self.coursedir.assignment_id, self.coursedir.student_id
        folder = self._format_source(*names)
        self.assignments = {folder: [str(Path(folder, f"{names[0]}.ipynb"))]}


class AutogradeOne(_OneNotebook, Autograde):
    """nbgrader's own; the notebook is read by the kit, under whichever name it has."""


class GenerateFeedbackForOne(_OneNotebook, GenerateFeedback):
    """nbgrader's own."""

    @default("exporter_class")
    def _exporter_class_default(self) -> type[FeedbackPage]:
        return FeedbackPage
