"""Finds the course of a command: the one that it runs in or that `--course` names, never one below students' files.

The `nbgrader_config.py` of a course root is a program that nbgrader runs. So the root is never searched for from the
path of a hand-in, and nothing below `submitted/` and similar folders is taken for a root.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from autograder.authoring.assignment import use_course
from autograder.authoring.find_assignments import FOLDER
from autograder.handin.files.plain import as_written, folder_of_handins, is_students
from autograder.records.errors import KitError

CONFIG = "nbgrader_config.py"


def course_root(start: Path, students: Iterable[Path] = ()) -> Path | None:
    """The root of the innermost course that `start` lies in, or None. `students` are folders of students, which are never
    a course, whatever their names are. Raises KitError where a configuration can't be read.
    """
    own = [place.resolve() for place in students]
    root: Path | None = None
    for folder in _candidates(start.resolve()):
        if any(folder.is_relative_to(place) for place in own):
            break
        if root is not None and _keeps_handins(root, folder):
            break
        root = folder
    return root


def _candidates(start: Path) -> list[Path]:
    """The folders with a configuration, from the outermost on, down to the first folder of students' files."""
    limit = folder_of_handins(start)
    folders = [start, *start.parents] if limit is None else list(limit.parents)
    return [folder for folder in reversed(folders) if (folder / CONFIG).is_file()]


def _keeps_handins(root: Path, folder: Path) -> bool:
    """Whether a folder in a course is one of students' files, by the names that the course's configuration gives them."""
    from autograder.course.configuration.course_root import CourseRoot

    return any(folder.is_relative_to(place) for place in CourseRoot.open(root).places_of_handins())


def use_own_assignments(root: Path) -> None:
    """Load the course's own assignments from its folder `assignments/`, unless students' files lie there."""
    folder = root / FOLDER
    if not any(folder.glob("*/__init__.py")) or is_students(folder / "x") or _keeps_handins(root, folder):
        return
    use_course(root)


def lies_in(root: Path, path: Path) -> bool:
    """Whether a path lies in a course, by its name or after its links are followed."""
    return as_written(path).is_relative_to(root) or path.resolve().is_relative_to(root)


def course_of_class(path: Path) -> Path | None:
    """The course whose `submitted/` contains the path, judged by names alone: for messages, never to work in."""
    place = folder_of_handins(path)
    if place is None or place.name != "submitted" or not (place.parent / CONFIG).is_file():
        return None
    return place.parent


def expect_course(start: Path, students: Iterable[Path] = ()) -> Path:
    """The course root that `start` lies in; raises KitError where there is none."""
    root = course_root(start, students)
    if root is None:
        raise KitError(
            f"{start.resolve()} lies in no course (no {CONFIG} there or above{_but(start)}): {_REMEDY}."
        )
    return root


_REMEDY = "run the command in a course, or name one with --course"


def _but(start: Path) -> str:
    limit = folder_of_handins(start.resolve())
    return f"; what lies below {limit} is students', and no course" if limit is not None else ""
