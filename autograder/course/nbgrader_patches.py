"""What is replaced in nbgrader, where it has no setting: `apply` replaces all of it, and `PATCHES` says why.

Nothing is replaced by an import of this module. The kit's commands call `apply` where they open a course; nbgrader's own
commands know the kit by their configuration alone, so what that names calls it when nbgrader creates it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbgrader.api
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from nbgrader import nbgraderformat
from nbgrader.api import BaseCell, Comment, Grade, MissingEntry
from nbgrader.converters import Autograde, BaseConverter, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import getgrades, overwritecells, saveautogrades
from nbgrader.utils import find_all_files, parse_utc
from sqlalchemy import Engine, inspect
from sqlalchemy.orm import scoped_session, sessionmaker, undefer, with_polymorphic

from autograder.course.submission_rows import of_student
from autograder.handin.files.plain import TIMESTAMP, NotPlain, open_plain
from autograder.records.results import wrong_name

_TIME_BYTES = 200
_KEPT_LENGTH = 1000  # of a cell's metadata, in characters; the kit's have 250


@dataclass(frozen=True, slots=True)
class Patch:
    """An attribute of nbgrader's that is replaced: why, and in which versions of nbgrader that was found necessary."""

    owner: Any
    name: str
    replacement: Any
    reason: str
    versions: tuple[str, ...] = ("0.9.5", "0.9.6")
    stock: Any = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stock", getattr(self.owner, self.name))

    def apply(self) -> None:
        setattr(self.owner, self.name, self.replacement)


def apply() -> None:
    """Apply every patch; once they are applied, this changes nothing."""
    for patch in PATCHES:
        patch.apply()


# --- files that students handed in ----------------------------------------------------------------------------


def _init_assignment(self: Any, assignment_id: str, student_id: str) -> None:
    """Copy what stands beside a notebook to the next step's folder; an instructor's own files as nbgrader does."""
    if not isinstance(self, Autograde | GenerateFeedback):
        _COPYING.stock(self, assignment_id, student_id)
        return
    why = wrong_name(student_id)
    if why is not None:  # before nbgrader makes it one of the gradebook's students
        raise NbGraderException(f"The student is called “{student_id}”, {why}: rename the folder")
    source, target = (step(assignment_id, student_id) for step in (self._format_source, self._format_dest))
    for name in find_all_files(source, [*self.coursedir.ignore, "*.ipynb"]):
        copy = Path(target, os.path.relpath(name, source))
        try:
            _copy(Path(name), Path(trusted(self.coursedir, self._input_directory)), copy)
        except (NotPlain, FileNotFoundError) as error:
            self.log.warning("Not copied: %s", error)


def _copy(path: Path, above: Path, target: Path) -> None:
    with open_plain(path, above) as file:
        if os.fstat(file.fileno()).st_nlink > 1:
            raise NotPlain("it is a hard link", path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        with target.open("xb") as copy:
            shutil.copyfileobj(file, copy)


def trusted(coursedir: Any, step: str) -> str:
    """The folder of a step's files, whatever the course's structure: below it, students have chosen the names."""
    return str(coursedir.format_path(step, "\0", "\0")).split("\0", 1)[0].rpartition(os.sep)[0]


def _timestamp(self: Any, folder: str) -> datetime | None:
    """When something was handed in, by its `timestamp.txt`; None where that is no plain file or holds no time."""
    try:
        with open_plain(Path(folder, TIMESTAMP)) as file:
            when: datetime = parse_utc(file.read(_TIME_BYTES).decode().strip())
            return when
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        self.log.warning("No time of handing in: %s", error)
        return None


# --- time -------------------------------------------------------------------------------------------------------


def _validate(instance: Any, schema: dict[str, Any]) -> None:
    """As `jsonschema.validate`, which checks the schema itself at each cell; what it found valid is known."""
    words = json.dumps(instance)
    expect_valid = _expect_valid if len(words) <= _KEPT_LENGTH else _expect_valid.__wrapped__
    expect_valid(words, sys.intern(json.dumps(schema)))  # one text, however many have been checked by it


@lru_cache(maxsize=1024)  # what it raises is not kept
def _expect_valid(instance: str, schema: str) -> None:
    error = best_match(_checked(schema).iter_errors(json.loads(instance)))
    if error is not None:
        raise error


@cache  # nbgrader has one schema
def _checked(schema: str) -> Any:
    validator = validator_for(json.loads(schema))
    validator.check_schema(json.loads(schema))
    return validator(json.loads(schema))


# --- the gradebook's database ---------------------------------------------------------------------------------


def _alembic_version() -> str | None:
    """The version of the gradebook's tables, as `alembic heads` prints it."""
    # for new gradebooks alone, and a fifth of what a command imports for a course
    from alembic.script import ScriptDirectory

    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def _create_missing_tables(bind: Any) -> None:
    """As SQLAlchemy's `create_all`, which asks for each table whether it is there: one statement lists all of them."""
    tables = nbgrader.api.Base.metadata
    if not set(tables.tables) <= set(inspect(bind).get_table_names()):
        type(tables).create_all(tables, bind=bind)


_KEPT_OPEN: ContextVar[dict[tuple[str, str], Engine] | None] = ContextVar("_KEPT_OPEN", default=None)


@contextmanager
def gradebook_kept_open() -> Iterator[None]:
    """A context in which what opens a gradebook uses the connection of whoever opened it first, and trusts its tables.

    No transaction is kept open between two uses. Where the patches are not applied, this changes nothing.
    """
    if _KEPT_OPEN.get() is not None:  # within another such context
        yield
        return
    engines: dict[tuple[str, str], Engine] = {}
    token = _KEPT_OPEN.set(engines)
    try:
        yield
    finally:
        _KEPT_OPEN.reset(token)
        for engine in engines.values():
            engine.dispose()


def _open_gradebook(self: Any, db_url: str, course_id: str = "default_course", authenticator: Any = None) -> None:
    """Open the gradebook; where it is kept open, only the first time with a look at its tables and its course."""
    engines = _KEPT_OPEN.get()
    engine = engines.get((db_url, course_id)) if engines is not None else None
    if engine is None:
        _OPENING.stock(self, db_url, course_id, authenticator)
        if engines is not None:
            engines[db_url, course_id] = self.engine
        return
    self.engine, self.course_id, self.authenticator = engine, course_id, authenticator
    self.db = scoped_session(sessionmaker(autoflush=True, bind=engine, future=True))


def _close_gradebook(self: Any) -> None:
    """Close the gradebook; the connection goes back to the engine where it is kept open."""
    if self.engine in (_KEPT_OPEN.get() or {}).values():
        self.db.remove()
    else:
        _CLOSING.stock(self)


class _AtOnce(nbgrader.api.Gradebook):
    """A gradebook for a preprocessor that asks for the cells of one notebook one by one, and commits at each.

    The first question of a kind reads the notebook's all, and what was changed is committed when the gradebook is closed:
    where the preprocessor fails, nothing of it.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._known: dict[tuple[str, ...], dict[str, Any]] = {}
        self._commit, self.db.commit = self.db.commit, _not_yet

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        try:
            if kind is None:
                self._commit()
        finally:
            super().__exit__(kind, error, traceback)

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        return self._one("source cell", name, (notebook, assignment), self._source_cells)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        return self._one("grade cell", name, (notebook, assignment), self._graded_cells)

    def find_grade(self, name: str, notebook: str, assignment: str, student: str) -> Any:
        return self._one("grade", name, (notebook, assignment, student), self._grades)

    def find_comment(self, name: str, notebook: str, assignment: str, student: str) -> Any:
        return self._one("comment", name, (notebook, assignment, student), self._comments)

    def _one(self, kind: str, name: str, place: tuple[str, ...], read: Callable[..., Iterable[Any]]) -> Any:
        """What has that name among all that `read` gives for a place: pairs of a name and a row."""
        if (kind, *place) not in self._known:
            self._known[kind, *place] = dict(read(*place))
        if name not in self._known[kind, *place]:
            raise MissingEntry(f"No such {kind}: {name} in {'/'.join(place)}")
        return self._known[kind, *place][name]

    def _source_cells(self, *place: str) -> Iterable[Any]:
        return ((cell.name, cell) for cell in self.find_notebook(*place).source_cells)

    def _graded_cells(self, *place: str) -> Any:
        cells = with_polymorphic(BaseCell, "*")
        query = self.db.query(cells.name, cells).filter(cells.notebook_id == self.find_notebook(*place).id)
        return query.filter(cells.type.in_(["GradeCell", "TaskCell"])).order_by(
            cells.type.desc()
        )  # of two with one name, nbgrader takes the second

    def _grades(self, notebook: str, assignment: str, student: str) -> Any:
        query = of_student(Grade, BaseCell.name, Grade).options(undefer(Grade.max_score))
        return self.db.execute(query, {"notebook": notebook, "assignment": assignment, "student": student}).all()

    def _comments(self, notebook: str, assignment: str, student: str) -> Any:
        query = of_student(Comment, BaseCell.name, Comment)
        return self.db.execute(query, {"notebook": notebook, "assignment": assignment, "student": student}).all()


def _not_yet() -> None:
    """In the place of a commit."""


# --- all of them ------------------------------------------------------------------------------------------------

_COPYING = Patch(
    BaseConverter,
    "init_assignment",
    _init_assignment,
    "nbgrader copies what stands beside a notebook from step to step, follows links there, and stops at one that leads "
    "nowhere or at a pipe: what a link leads to would reach the student by the feedback.",
)
_OPENING = Patch(
    nbgrader.api.Gradebook,
    "__init__",
    _open_gradebook,
    "nbgrader opens its gradebook a dozen times for a submission, and each time looks for its tables and its course.",
)
_CLOSING = Patch(
    nbgrader.api.Gradebook,
    "close",
    _close_gradebook,
    "nbgrader ends its connection each time that it closes its gradebook.",
)
PATCHES = (
    _COPYING,
    _OPENING,
    _CLOSING,
    Patch(
        CourseDirectory,
        "get_existing_timestamp",
        _timestamp,
        "nbgrader follows a link that a student hands in as timestamp.txt, and stops at a file that holds no time.",
    ),
    Patch(
        nbgrader.api,
        "create_engine",
        cache(nbgrader.api.create_engine),
        "nbgrader opens its gradebook a dozen times for a submission, each time with an engine of its own; an engine "
        "keeps the statements that it has compiled.",
    ),
    Patch(
        nbgrader.api.Base.metadata,
        "create_all",
        _create_missing_tables,
        "nbgrader asks, each time that it opens its gradebook, for each of 13 tables by itself whether it is there.",
    ),
    *(
        Patch(
            module,
            "Gradebook",
            _AtOnce,
            "nbgrader reads each cell, grade and comment of a notebook by statements of its own, and commits each.",
        )
        for module in (overwritecells, saveautogrades, getgrades)
    ),
    Patch(
        nbgraderformat.common,
        "jsonschema",
        SimpleNamespace(validate=_validate),
        "nbgrader checks its schema of a cell's metadata anew at each cell, and the same metadata at each submission.",
    ),
    Patch(
        nbgrader.api,
        "get_alembic_version",
        _alembic_version,
        "nbgrader runs `alembic` by its name for a new gradebook, and fails where the environment is not activated.",
    ),
)
