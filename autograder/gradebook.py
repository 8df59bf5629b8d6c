"""A course's gradebook, autograded notebooks and feedback: nbgrader's own converters write them, in one process.

What stands in it already, from the same result, is left alone; manual marks are nbgrader's, and survive.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment, GenerateFeedback
from nbgrader.plugins import FileNameCollectorPlugin
from nbgrader.utils import capture_log, temp_attrs
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from autograder.assignment import Assignment
from autograder.grade import Settings
from autograder.intake import Submission
from autograder.registration import dotted, runs_student_code
from autograder.results import KitError, SubmissionResult, printable
from autograder.store import put_text

_TRIES, _PAUSE_S = 6, 2.0  # formgrader holds the gradebook for moments only
_LOCKED = ("database is locked", "could not connect", "connection refused")


class _OneNotebook:
    """A converter that is told its submission: nbgrader looks for names, and stumbles over those that hold a `[`."""

    coursedir: Any
    _format_source: Any

    def init_notebooks(self) -> None:
        names = self.coursedir.assignment_id, self.coursedir.student_id
        folder = self._format_source(*names)
        self.assignments = {folder: [str(Path(folder, f"{names[0]}.ipynb"))]}


class _Autograde(_OneNotebook, Autograde):
    """nbgrader's own; the notebook is read by the kit, under whichever name it has."""


class _GenerateFeedback(_OneNotebook, GenerateFeedback):
    """nbgrader's own."""


class CourseRoot:
    """An nbgrader course root, with its own configuration. Raises KitError where that can't be read."""

    def __init__(self, root: Path) -> None:
        beside = str(Path(sys.executable).parent)  # nbgrader starts alembic by its name
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", "")])
        app = NbGrader()
        app.log_level = logging.ERROR
        app.raise_config_file_errors = True  # nbgrader would go on without the file, and run students' code
        try:
            # else another course's configuration, where the command is run, counts as well
            with contextlib.chdir(root):
                app.initialize([], root=str(root))
        except Exception as error:  # whatever an instructor's own code raises
            reason = printable(f"{type(error).__name__}: {error}")[:300]
            raise KitError(
                f"The configuration in {root} fails ({reason}): mend nbgrader_config.py there."
            ) from error
        app.log.handlers = [logging.NullHandler()]  # what goes wrong is told by `record`
        self._app, self.root = app, root
        self._folders = app.coursedir

    def place(self, step: str, assignment: str, student: str = ".") -> Path:
        """Where the files of an assignment lie at a step: "source", "release", "submitted", …"""
        directory = getattr(self._folders, f"{step}_directory")
        return Path(self._folders.format_path(directory, student, assignment))

    def in_effect(self) -> dict[str, list[str]]:
        """The preprocessors and filters that nbgrader would use, by the option that names them."""
        autograde = Autograde(coursedir=self._folders, parent=self._app)
        feedback = GenerateFeedback(coursedir=self._folders, parent=self._app)
        release = GenerateAssignment(coursedir=self._folders, parent=self._app)
        filters = self._app.config.HTMLExporter.get("filters", {})
        return {
            "GenerateAssignment.preprocessors": dotted(release.preprocessors),
            "Autograde.exporter_class": dotted([autograde.exporter_class]),
            "Autograde.sanitize_preprocessors": dotted(autograde.sanitize_preprocessors),
            "Autograde.autograde_preprocessors": dotted(autograde.autograde_preprocessors),
            "GenerateFeedback.preprocessors": dotted(feedback.preprocessors),
            "HTMLExporter.filters": [name for name in filters.values() if isinstance(name, str)],
        }

    def sets(self, section: str, name: str) -> bool:
        """Whether the configuration has a value of its own for an option."""
        return section in self._app.config and name in self._app.config[section]

    @property
    def has_gradebook(self) -> bool:
        """Whether there is one: opening it would make it."""
        place = make_url(self._folders.db_url)
        return place.get_backend_name() != "sqlite" or Path(place.database or "").is_file()

    def gradebook(self) -> Gradebook:
        return Gradebook(self._folders.db_url, self._folders.course_id)

    def knows(self, assignment: str) -> bool:
        """Whether the gradebook has the assignment; a gradebook that is missing is not made. Raises SQLAlchemyError."""
        if not self.has_gradebook:
            return False
        try:
            with self.gradebook() as gradebook:
                gradebook.find_assignment(assignment)
        except MissingEntry:
            return False
        return True

    def name_reader(self, pattern: str, endings: list[str]) -> FileNameCollectorPlugin:
        """nbgrader's own reader of what a platform calls a file; with the course's pattern, if it has one, for ""."""
        given = {"named_regexp": pattern} if pattern else {}
        return FileNameCollectorPlugin(parent=self._app, valid_ext=endings, **given)


class Course(CourseRoot):
    """A course whose gradebook takes the grades; what the kit grades in it is graded with `settings`."""

    def __init__(self, root: Path, settings: Settings) -> None:
        super().__init__(root)
        self._app.config.GradeOutside.sandbox = settings.sandbox.value
        self._app.config.GradeOutside.timeout = settings.limits.submission_s
        self._answers = True  # whether the gradebook does: one that stays locked is not waited for again

    def holds(self, submission: Submission) -> bool:
        """Whether the submission lies where nbgrader expects that student's."""
        return submission.folder.resolve() == self._folder("submitted", submission).resolve()

    def expect_assignment(self, assignment: Assignment) -> None:
        """Raise KitError where the gradebook does not know the assignment, or nbgrader would run a student's code.

        A gradebook that is locked now may be free later.
        """
        if runs_student_code(self.in_effect()):
            raise KitError(
                f"nbgrader would run students' code without a sandbox in {self.root}, whose configuration lacks the "
                f"kit's plugins: run `vaekit init {self.root}`, or say --no-gradebook."
            )
        remedy = f"run `nbgrader generate_assignment {assignment.name}` first, or say --no-gradebook"
        with contextlib.suppress(SQLAlchemyError):
            if not self.knows(assignment.name):
                raise KitError(f"The gradebook of {self.root} does not know {assignment.name}: {remedy}.")

    def record(self, submission: Submission, result: SubmissionResult, key: str) -> str | None:
        """Write the grade, the autograded notebook and the feedback; returns what went wrong, if anything did."""
        if result.reason is not None:
            self._withdraw(submission)
            return None
        if self.is_recorded(submission, result, key):
            return None
        for converter in (_Autograde, _GenerateFeedback):
            problem = self._convert(converter, submission)
            if problem is not None:
                return problem
        put_text(self._mark(submission), key)
        if self.is_recorded(submission, result, key):
            return None
        return f"The gradebook holds other points for {submission.student} than the kit gave; please report it."

    def _withdraw(self, submission: Submission) -> None:
        """Take away the autograded notebook of an earlier hand-in, as nbgrader does where a new one can't be graded."""
        if self._folder("autograded", submission).exists():
            self._outcome(_Autograde, submission)

    def is_recorded(self, submission: Submission, result: SubmissionResult, key: str) -> bool:
        """Whether the course has all of this result: its points, its autograded notebook and its feedback."""
        name = submission.assignment.name
        files = [self._folder("autograded", submission) / f"{name}.ipynb"]
        files += [self._folder("feedback", submission) / f"{name}.html"]
        mark = self._mark(submission)
        if not (mark.is_file() and mark.read_text(encoding="utf-8") == key and all(f.is_file() for f in files)):
            return False
        wanted = {submission.assignment.task(task.id).check_cell: task.earned for task in result.tasks}
        return self._points(submission, list(wanted)) == wanted

    def _points(self, submission: Submission, cells: list[str]) -> dict[str, float | None]:
        name, student = submission.assignment.name, submission.student
        try:
            with self.gradebook() as gradebook:
                return {cell: gradebook.find_grade(cell, name, name, student).auto_score for cell in cells}
        except (MissingEntry, SQLAlchemyError):
            return {}

    def _convert(self, converter: type[BaseConverter], submission: Submission) -> str | None:
        """Run a converter on one submission, again where the gradebook was busy; returns what went wrong."""
        for _ in range(_TRIES if self._answers else 1):
            outcome = self._outcome(converter, submission)
            if outcome["success"]:
                self._answers = True
                return None
            self._answers = not any(word in outcome["error"] for word in _LOCKED)
            if self._answers:
                break
            time.sleep(_PAUSE_S)
        return (
            f"nbgrader could not write the grade of {submission.student} ({_why(outcome)}); run the command again."
        )

    def _outcome(self, converter: type[BaseConverter], submission: Submission) -> dict[str, Any]:
        found = {"assignment_id": submission.assignment.name, "student_id": submission.student}
        with temp_attrs(self._folders, **found), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's own use of its database
            step = converter(coursedir=self._folders, parent=self._app)
            step.force = True
            outcome: dict[str, Any] = capture_log(step)
            return outcome

    def _folder(self, step: str, submission: Submission) -> Path:
        return self.place(step, submission.assignment.name, submission.student)

    def _mark(self, submission: Submission) -> Path:
        return self.root / ".vaekit" / "recorded" / submission.assignment.name / submission.student


def _why(outcome: Mapping[str, str]) -> str:
    """The error that a converter stumbled over: the last line of the traceback that it logged."""
    logged = re.findall(r"^ {4}([\w.]+: .+)$", outcome.get("log", ""), re.MULTILINE)
    return (logged or outcome["error"].strip().splitlines())[-1][:300]
