"""Where assignments come from: installed packages, the kit itself among them, and the folder `assignments/` of a course.

A package names each of its own by an entry point in the group `vaekit.assignments`. A course's folder is the instructor's
own code: it is loaded only from a root that a command or nbgrader has passed to `use_course`.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.records.errors import KitError
from autograder.records.text import printable, shortened

GROUP = "vaekit.assignments"
PACKAGE = "vaekit_assignments"  # the name under which Python knows a course's folder
FOLDER = "assignments"
ATTRIBUTE = "ASSIGNMENT"
COURSE_VARIABLE = "VAEKIT_COURSE"  # processes that grade for this one inherit it


def course_in_use() -> Path | None:
    """The course whose own assignments are known here and in the processes that are started from here."""
    return Path(os.environ[COURSE_VARIABLE]).absolute() if os.environ.get(COURSE_VARIABLE) else None


def note_course(root: Path) -> bool:
    """Use the assignments of that course from now on; returns whether another course was in use before."""
    if course_in_use() == root:
        return False
    os.environ[COURSE_VARIABLE] = str(root)
    for name in [one for one in sys.modules if one.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
    return True


def loaded_assignments() -> Iterator[tuple[str, str, Any]]:
    """Each assignment: its name, where it comes from, and the object that was loaded, or the exception instead.

    The name is that of the entry point or the folder, so it is known even where the code can't be loaded. Raises KitError
    where the kit was installed before it had entry points.
    """
    if not any(map(_is_the_kits, _entry_points())):
        raise KitError(
            "The installed vaekit does not say which assignments it has: install it again (in a clone: make .venv/ready)."
        )
    for point in _entry_points():
        yield point.name, f"the entry point {point.name} of {_distribution(point)}", _attempt(point.load)
    for folder in _course_packages():
        yield folder.name.replace("_", "-"), str(folder), _attempt(_of_course, folder)


def is_own(package: str) -> bool:
    """Whether a package of that name is of a course's own folder."""
    return package.partition(".")[0] == PACKAGE


def _course_packages() -> list[Path]:
    root = course_in_use()
    return [path.parent for path in sorted((root / FOLDER).glob("*/__init__.py"))] if root is not None else []


def installed_packages() -> list[Path]:
    """The folders of the installed packages that bring assignments, whether these load or not."""
    found = set()
    for point in _entry_points():
        try:
            spec = importlib.util.find_spec(point.module.partition(".")[0])
        except (ImportError, ValueError):
            continue
        found |= {Path(place) for place in (spec.submodule_search_locations if spec else None) or ()}
    return sorted(found)


def distribution_of(name: str) -> Distribution | None:
    """The installed package whose entry point brings the assignment of that name; None where none does."""
    found = next((point for point in _entry_points() if point.name == name), None)
    return found.dist if found is not None else None


@cache
def _entry_points() -> list[EntryPoint]:
    """All entry points of the group, the kit's own first: another package can't replace one of the kit's."""
    return sorted(entry_points(group=GROUP), key=lambda point: (not _is_the_kits(point), point.name))


def _is_the_kits(point: EntryPoint) -> bool:
    return point.module.partition(".")[0] == __name__.partition(".")[0]


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.module


def _attempt(load: Any, *arguments: Any) -> Any:
    """What `load` returns, or the exception that it raised: other assignments stay usable."""
    try:
        return load(*arguments)
    except (Exception, SystemExit) as error:
        return error


def _of_course(folder: Path) -> Any:
    """The assignment that a package of the course in use declares; raises whatever its import raises."""
    if not (folder / "checks").is_dir():
        raise LookupError(f"{folder} has no folder checks/, so it is no assignment")
    if PACKAGE not in sys.modules:
        package = ModuleType(PACKAGE, "The assignments of the course in use.")
        package.__path__ = [str(folder.parent)]
        sys.modules[PACKAGE] = package
    module = importlib.import_module(f"{PACKAGE}.{folder.name}")
    return getattr(module, ATTRIBUTE)


def sentence(error: BaseException) -> str:
    """An exception, with the line of the assignment's code that raised it, in one line."""
    trace, line = error.__traceback__, ""
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path != Path(__file__) and path.is_file():
            line = f" in {path}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return shortened(printable(f"{type(error).__name__}: {error}{line}"), 400)
