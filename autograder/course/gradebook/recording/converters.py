"""nbgrader's converters for one given submission."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateFeedback
from traitlets import default

from autograder.course.feedback.page_exporter import FeedbackPage
from autograder.handin.submission import Submission


class _OneNotebook:
    """Converts the given submission only; nbgrader searches with a glob pattern, which fails for names with a `[`."""

    coursedir: Any
    submission: Submission  # whose run it holds is known: all of the class has been looked at
    _format_source: Any

    def init_notebooks(self) -> None:
        names = self.coursedir.assignment_id, self.coursedir.student_id
        folder = self._format_source(*names)
        self.assignments = {folder: [str(Path(folder, f"{names[0]}.ipynb"))]}


class AutogradeOne(_OneNotebook, Autograde):
    """nbgrader's Autograde for one submission; the kit reads the notebook, whatever its file is called."""


class GenerateFeedbackForOne(_OneNotebook, GenerateFeedback):
    """nbgrader's GenerateFeedback for one submission."""

    @default("exporter_class")
    def _exporter_class_default(self) -> type[FeedbackPage]:
        return FeedbackPage
