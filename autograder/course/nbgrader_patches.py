"""What is replaced in nbgrader, where it has no setting: `apply` replaces all of it, and `PATCHES` says why.

Nothing is replaced by an import of this module. The kit's commands call `apply` where they open a course; nbgrader's own
commands know the kit by their configuration alone, so what that names calls it when nbgrader creates it.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbgrader.api
from alembic.script import ScriptDirectory
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from nbgrader import nbgraderformat
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde, BaseConverter, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import overwritecells
from nbgrader.utils import find_all_files, parse_utc
from sqlalchemy import inspect

from autograder.handin.files.plain import TIMESTAMP, NotPlain, open_plain
from autograder.records.results import wrong_name

_TIME_BYTES = 200


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
    """As `jsonschema.validate`, which checks the schema itself at each cell."""
    error = best_match(_checked(json.dumps(schema)).iter_errors(instance))
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
    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def _create_missing_tables(bind: Any) -> None:
    """As SQLAlchemy's `create_all`, which asks for each table whether it is there: one statement lists all of them."""
    tables = nbgrader.api.Base.metadata
    if not set(tables.tables) <= set(inspect(bind).get_table_names()):
        type(tables).create_all(tables, bind=bind)


class _ReadAtOnce(nbgrader.api.Gradebook):
    """A gradebook for a reader that asks for each source cell by itself: the first question reads a notebook's all."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._source_cells: dict[tuple[str, str], dict[str, Any]] = {}

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        place = (notebook, assignment)
        if place not in self._source_cells:
            cells = self.find_notebook(*place).source_cells
            self._source_cells[place] = {cell.name: cell for cell in cells}
        if name not in self._source_cells[place]:
            raise MissingEntry(f"No such source cell: {assignment}/{notebook}/{name}")
        return self._source_cells[place][name]


# --- all of them ------------------------------------------------------------------------------------------------

_COPYING = Patch(
    BaseConverter,
    "init_assignment",
    _init_assignment,
    "nbgrader copies what stands beside a notebook from step to step, follows links there, and stops at one that leads "
    "nowhere or at a pipe: what a link leads to would reach the student by the feedback.",
)
PATCHES = (
    _COPYING,
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
    Patch(
        overwritecells,
        "Gradebook",
        _ReadAtOnce,
        "nbgrader reads each released cell of a notebook by a statement of its own.",
    ),
    Patch(
        nbgraderformat.common,
        "jsonschema",
        SimpleNamespace(validate=_validate),
        "nbgrader checks its schema of a cell's metadata anew at each cell.",
    ),
    Patch(
        nbgrader.api,
        "get_alembic_version",
        _alembic_version,
        "nbgrader runs `alembic` by its name for a new gradebook, and fails where the environment is not activated.",
    ),
)
