"""A course's gradebook, autograded notebooks and feedback: nbgrader's own converters write them, in one process.

What stands in it already, from the same result, is left alone; manual marks are nbgrader's, and survive.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import nbgrader.api
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from nbgrader import nbgraderformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment, GenerateFeedback
from nbgrader.plugins import FileNameCollectorPlugin
from nbgrader.utils import capture_log, temp_attrs
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from traitlets import default

from autograder.assignment import Assignment
from autograder.feedbackpage import FeedbackPage
from autograder.grade import Settings
from autograder.intake import Submission
from autograder.registration import dotted, runs_student_code
from autograder.results import KitError, SubmissionResult, printable
from autograder.store import put_text, settle

# nbgrader opens its gradebook a dozen times for a submission; an engine keeps the statements that it has compiled
nbgrader.api.create_engine = cache(nbgrader.api.create_engine)


def _validate(instance: Any, schema: dict[str, Any]) -> None:
    """As `jsonschema.validate`, which checks the schema itself at each cell."""
    error = best_match(_checked(json.dumps(schema)).iter_errors(instance))
    if error is not None:
        raise error


@cache  # nbgrader has one schema
def _checked(schema: str) -> Any:
    validator = validator_for(json.loads(schema))
    validator.check_schema(json.loads(schema))
    return validator(json.loads(schema))


nbgraderformat.common.jsonschema = SimpleNamespace(validate=_validate)

_T = TypeVar("_T")
_TRIES, _PAUSE_S = 6, 2.0  # formgrader holds the gradebook for moments only
_LET_BE_S = 60.0  # a gradebook that stayed locked is not waited for at each submission
_LOCKED = (
    "database is locked",
    "lock timeout",
    "could not connect",
    "connection refused",
    "closed the connection",
    "terminating connection",
    "starting up",
)
_CAUSES = {
    "No space left on device": "the disk is full",
    "database or disk is full": "the disk is full",
    "Disk quota exceeded": "the disk is full",
    "File too large": "a file may not grow that large here",
}


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

    @default("exporter_class")
    def _exporter_class_default(self) -> type[FeedbackPage]:
        return FeedbackPage


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
        for log in (app.log, logging.getLogger("tornado.application")):  # nbgrader's database writes to the second
            log.handlers = [logging.NullHandler()]  # what goes wrong is told by `record`
        app.config.Exporter.optimistic_validation = True  # nbconvert validates once, not after each preprocessor
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
        self._answers, self._said, self._let_be_until = True, "", 0.0  # one that stays locked is waited for once

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
        """Write the grade, the autograded notebook and the feedback; returns why they are not there, if they are not.

        The mark that they are stands last, and goes first: what a killed run has half written is written again.
        """
        if result.reason is not None:
            self._withdraw(submission)
            return None
        if time.monotonic() < self._let_be_until:
            return self._no_answer()
        try:
            recorded = self._patiently(lambda: self.is_recorded(submission, result, key))
            if recorded is None:
                return self._no_answer()
            return None if recorded else self._record(submission, result, key)
        except OSError as error:
            return _cause(str(error))

    def ask_again(self) -> None:
        """Let the next submission be recorded, though the gradebook did not answer a while ago."""
        self._let_be_until = 0.0

    def _record(self, submission: Submission, result: SubmissionResult, key: str) -> str | None:
        mark = self._mark(submission)
        if mark.exists():
            mark.unlink()
            settle(mark.parent)
        for converter, folder in ((_Autograde, "autograded"), (_GenerateFeedback, "feedback")):
            problem = self._patiently(partial(self._convert, converter, submission))
            if problem != "":
                return problem or self._no_answer()
            written = self._folder(folder, submission)
            settle(*written.rglob("*"), written, written.parent)
        put_text(mark, key)
        if self._points(submission, result) in (None, _earned(submission, result)):
            return None
        mark.unlink()
        return "the gradebook holds other points than the kit gave: please report it"

    def _withdraw(self, submission: Submission) -> None:
        """Take away the autograded notebook of an earlier hand-in, as nbgrader does where a new one can't be graded."""
        if self._folder("autograded", submission).exists():
            self._outcome(_Autograde, submission)

    def is_recorded(self, submission: Submission, result: SubmissionResult, key: str) -> bool | None:
        """Whether the course has all of this result: its points, its autograded notebook and its feedback; None where
        the gradebook does not answer.
        """
        name = submission.assignment.name
        files = [self._folder("autograded", submission) / f"{name}.ipynb"]
        files += [self._folder("feedback", submission) / f"{name}.html"]
        mark = self._mark(submission)
        if not (mark.is_file() and mark.read_text(encoding="utf-8") == key and all(f.is_file() for f in files)):
            return False
        points = self._points(submission, result)
        return None if points is None else points == _earned(submission, result)

    def _points(self, submission: Submission, result: SubmissionResult) -> dict[str, float | None] | None:
        """What the gradebook has of the tasks' points, or None where it does not answer."""
        name, student = submission.assignment.name, submission.student
        try:
            with self.gradebook() as gradebook:
                cells = _earned(submission, result)
                return {cell: gradebook.find_grade(cell, name, name, student).auto_score for cell in cells}
        except MissingEntry:
            return {}
        except SQLAlchemyError as error:
            self._said = str(error).splitlines()[0]
            return None

    def _patiently(self, ask: Callable[[], _T | None]) -> _T | None:
        """What comes of asking, again where the gradebook was busy; None where it stays so."""
        for attempt in range(_TRIES if self._answers else 1):
            time.sleep(_PAUSE_S if attempt else 0)
            answer = ask()
            self._answers = answer is not None
            if self._answers:
                return answer
        self._let_be_until = time.monotonic() + _LET_BE_S
        return None

    def _convert(self, converter: type[BaseConverter], submission: Submission) -> str | None:
        """Run a converter on one submission; returns what went wrong, if anything did, or None where the gradebook is
        locked.
        """
        outcome = self._outcome(converter, submission)
        if outcome["success"]:
            return ""
        self._said = _why(outcome)
        return None if _is_locked(outcome["error"]) else _cause(self._said)

    def _outcome(self, converter: type[BaseConverter], submission: Submission) -> dict[str, Any]:
        found = {"assignment_id": submission.assignment.name, "student_id": submission.student}
        with temp_attrs(self._folders, **found), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's own use of its database
            step = converter(coursedir=self._folders, parent=self._app)
            step.force = True
            outcome: dict[str, Any] = capture_log(step)
        if not outcome["success"] and outcome["error"].rstrip().endswith("KeyboardInterrupt"):
            raise KeyboardInterrupt  # which nbgrader takes for an error like any other
        return outcome

    def _no_answer(self) -> str:
        return f"the gradebook does not answer, or another program holds it ({self._said[:300]})"

    def _folder(self, step: str, submission: Submission) -> Path:
        return self.place(step, submission.assignment.name, submission.student)

    def _mark(self, submission: Submission) -> Path:
        return self.root / ".vaekit" / "recorded" / submission.assignment.name / submission.student


def _earned(submission: Submission, result: SubmissionResult) -> dict[str, float | None]:
    """The tasks' points by the cells that nbgrader keeps them under."""
    return {submission.assignment.task(task.id).check_cell: task.earned for task in result.tasks}


def _why(outcome: Mapping[str, str]) -> str:
    """The error that a converter stumbled over: the last line of the traceback that it logged."""
    logged = re.findall(r"^ {4}([\w.]+: .+)$", outcome.get("log", ""), re.MULTILINE)
    return (logged or outcome["error"].strip().splitlines())[-1][:300]


def _is_locked(error: str) -> bool:
    return any(word in error.lower() for word in _LOCKED)


def _cause(words: str) -> str:
    """What an error comes from, in words that are the same for every submission."""
    known = next((cause for sign, cause in _CAUSES.items() if sign in words), None)
    return known or f"nbgrader could not write it ({words})"
