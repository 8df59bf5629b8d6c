"""Makes an nbgrader course with the kit's assignments, or adds these to an existing course.

Nothing that exists is changed: an existing file or folder is kept, and listed as kept.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import make_url

from autograder import __version__
from autograder.authoring.assignment import Assignment, assignments, find_assignment
from autograder.authoring.training_texts import FOR_MARKERS
from autograder.course.configuration.course_root import CourseRoot, opened, sqlite_url
from autograder.course.configuration.nbgrader_options import ADDED, LINE, OWN, as_python, missing
from autograder.handin.files.plain import folder_of_handins, is_students
from autograder.handin.notebook.colab import write_standalone
from autograder.handin.notebook.instructors_cells import instructors_cells
from autograder.handin.notebook.read_notebook import read_cells
from autograder.records.errors import KitError
from autograder.records.text import printable

KEPT = (
    "*.ipynb",
    "*.py",
    *(f"*{ending}" for ending in FOR_MARKERS),
)  # what an assignment's folder holds; evidence stays with who made it
_CONFIG, _ADDED_CONFIG = "nbgrader_config.py", "nbgrader_config.json"
_MARKS = (_CONFIG, _ADDED_CONFIG, "gradebook.db", "source")  # a folder with one of these is a course already


@dataclass(slots=True)
class Made:
    """What a course holds now: what was made, what was kept, and the line that its configuration still lacks."""

    schema: int = field(default=1, kw_only=True)
    course: Path
    assignments: tuple[str, ...]
    made: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    line_to_add: str | None = None


def init(root: Path, names: Sequence[str] = (), *, empty: bool = False) -> Made:
    """Make a course root, or add to one: the named assignments, or all of the kit's, or none where it is to be `empty`.

    Raises KitError where it can't be made.
    """
    root = root.absolute()
    chosen = [find_assignment(name) for name in names] or ([] if empty else list(assignments().values()))
    done = Made(root, tuple(assignment.name for assignment in chosen))
    try:
        _configure(root, done)
        course = opened(root)
        for assignment in chosen:
            _add(assignment, course, done)
        _keep_or_make(course.place("submitted", "x", "x").parents[1], done)
    except OSError as error:
        raise KitError(f"{root} can't be made a course ({error.strerror}: {error.filename}).") from error
    return done


# --- its configuration ----------------------------------------------------------------------------------------


def _configure(root: Path, done: Made) -> None:
    """Register the kit's plugins: in a file of a new course, or in a new file beside an existing configuration."""
    if root.exists() and not root.is_dir():
        raise KitError(f"{root} is a file: name a folder, which may be new.")
    if "[" in str(root):
        raise KitError(
            f"{root} can't be a course: nbgrader takes the [ in its path for a pattern; rename the folder."
        )
    if is_students(root):
        raise KitError(f"{root} can't be a course: what lies below {folder_of_handins(root)} is students'.")
    if not any((root / mark).exists() for mark in _MARKS):
        root.mkdir(parents=True, exist_ok=True)
        (root / _CONFIG).write_text(_own_config(root.name) + _odd_url(root), encoding="utf-8")
        done.made.append(root / _CONFIG)
        return
    course = opened(root)
    done.kept += [root / name for name in (_CONFIG, _ADDED_CONFIG) if (root / name).exists()]
    if not missing(course.in_effect()):
        return
    if (root / _ADDED_CONFIG).exists() or any(
        course.sets(section, key) for section in ADDED for key in ADDED[section]
    ):
        done.line_to_add = LINE
        return
    if not (root / _CONFIG).exists():  # configured elsewhere; `vaekit` knows a course by this file
        (root / _CONFIG).write_text(_ELSEWHERE, encoding="utf-8")
        done.made.append(root / _CONFIG)
    (root / _ADDED_CONFIG).write_text(json.dumps(ADDED, indent=2) + "\n", encoding="utf-8")
    done.made.append(root / _ADDED_CONFIG)


_ELSEWHERE = f'"""Marks this folder as a course\'s root. vaekit is registered in {_ADDED_CONFIG}."""\n'


def _odd_url(root: Path) -> str:
    """The line that a course needs whose folder's name nbgrader does not quote in the URL of the gradebook."""
    place = root / "gradebook.db"
    quoted = make_url(f"sqlite:///{place}").database == str(place)
    return "" if quoted else f"\nc.CourseDirectory.db_url = {sqlite_url(place)!r}\n"


def _own_config(name: str) -> str:
    """The nbgrader_config.py of a new course."""
    course_id = re.sub(r"[^\w.-]+", "-", name).strip("-.") or "course"
    return f'''"""An nbgrader course, made by vaekit {__version__} and yours to edit; `vaekit doctor` checks it."""

from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader defines it)

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = {course_id!r}

# The autograde preprocessors are the kit instead of a kernel: no student's code is run in nbgrader's own process.
{as_python(OWN)}'''


# --- its assignments ------------------------------------------------------------------------------------------


def _add(assignment: Assignment, course: CourseRoot, done: Made) -> None:
    """Add the source from the kit, the release made by nbgrader, and the release for Colab, each where it is missing."""
    name = assignment.name
    source, release = (course.place(step, name) for step in ("source", "release"))
    if source.exists() and not _is(assignment, source / f"{name}.ipynb"):
        raise KitError(
            f"{source} is another assignment of this name: nothing was added; rename it, or take another folder."
        )
    if not _keep(source, done):
        copy_kept(assignment.source_notebook.parent, source)
        done.made.append(source)
    if not _keep(release, done):
        run_nbgrader(done.course, "generate_assignment", name)
        done.made.append(release)
    alone = release.with_name(f"{release.name}-colab") / f"{name}.ipynb"
    if not _keep(alone, done):
        write_standalone(release, alone, assignment)
        done.made.append(alone)


def _is(assignment: Assignment, notebook: Path) -> bool:
    """Whether a notebook is the assignment's own, edited or not."""
    return notebook.is_file() and {cell.grade_id for cell in read_cells(notebook)} >= set(
        instructors_cells(assignment)
    )


def _keep(path: Path, done: Made) -> bool:
    if path.exists():
        done.kept.append(path)
    return path.exists()


def _keep_or_make(folder: Path, done: Made) -> None:
    if not _keep(folder, done):
        folder.mkdir(parents=True)
        done.made.append(folder)


def copy_kept(source: Path, target: Path) -> None:
    """Copy an assignment's files, and nothing that was left beside them."""
    target.mkdir(parents=True, exist_ok=True)
    for pattern in KEPT:
        for path in source.glob(pattern):
            shutil.copyfile(path, target / path.name)


def run_nbgrader(where: Path, *arguments: str) -> None:
    """Run one nbgrader command with the configuration in `where`; raises KitError with its output where it fails."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        words = [line for line in f"{done.stdout}{done.stderr}".splitlines() if line.strip()]
        raise KitError(f"nbgrader {arguments[0]} failed in {where}: {printable(' '.join(words[-3:]))[-600:]}")
