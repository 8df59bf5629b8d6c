"""The files that every package holds: the kit, the assignment, what pip installs beside them, and the data of the checks.

The kit goes in as a folder for PYTHONPATH, outside of the environment that student code can read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, distribution, packages_distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.authoring.assignment import Assignment, assignments, course_folder
from autograder.authoring.find_assignments import course_in_use, distribution_of, is_own
from autograder.platforms.autograders.package_settings import FILE_NAME, PackageSettings
from autograder.records.errors import KitError
from autograder.records.json_text import write_record

if TYPE_CHECKING:  # its tokenizer is a twentieth of each command's start: imported where a package is made
    from packaging.requirements import Requirement

Files = dict[str, bytes]  # by their path in the package, with /
_KIT = Path(__file__).resolve().parents[2]
_KIT_DISTRIBUTION = "vaekit"
_SOURCES = ("*.ipynb", "*.py", "*.rubric.toml", "*.training.toml")  # of an assignment, as the wheel carries them
_PASSED_OVER = ("__pycache__", ".ipynb_checkpoints")
_COURSE = "course"  # the folder of a course's own assignment in a package


def kit_files(assignment: Assignment) -> Files:
    """Return the kit and the package that brings the assignment, for a folder that PYTHONPATH names.

    A course's own assignment is not among them: `settings_files` returns it.
    """
    files = {**_below(_KIT, _KIT.name), **_metadata(distribution(_KIT_DISTRIBUTION))}
    top = assignment.package.partition(".")[0]
    if top != _KIT.name and not is_own(assignment.package):
        bringing = distribution_of(assignment.name)
        assert bringing is not None  # it is registered by an entry point
        depth = assignment.package.count(".")
        folder = [assignment.folder, *assignment.folder.parents][depth]
        files |= {**_below(folder, top), **_metadata(bringing)}
    for one in assignments().values():  # a notebook is compared with each that is known
        if one.package.partition(".")[0] in (_KIT.name, top) and not is_own(one.package):
            files |= _sources(one, one.package.replace(".", "/") + "/course")
    return files


def settings_files(assignment: Assignment, settings: PackageSettings) -> Files:
    """Return `package.json` with those settings, and beside it what it names: the data, and a course's own assignment."""
    data = dict(assignment.data_files()) if assignment.data_files is not None else {}
    own = _course_files(assignment)
    settings = replace(
        settings,
        data={variable: f"data/{path.name}" for variable, path in data.items()},
        course=_COURSE if own else None,
    )
    return {
        FILE_NAME: write_record(settings).encode(),
        **{f"data/{path.name}": path.read_bytes() for path in data.values()},
        **below(_COURSE, own),
    }


def _course_files(assignment: Assignment) -> Files:
    """Return a course's own assignment with its sources, as they lie in a course; none for an installed one."""
    root = course_in_use()
    if root is None or not is_own(assignment.package):
        return {}
    package = assignment.folder.relative_to(root).as_posix()
    return {**_below(assignment.folder, package), **_sources(assignment, f"source/{assignment.name}")}


def _below(folder: Path, name: str) -> Files:
    """Return the files below a folder, which is called `name` in the package."""
    found = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part in _PASSED_OVER for part in inside.parts):
            found[f"{name}/{inside.as_posix()}"] = path.read_bytes()
    return found


def _sources(assignment: Assignment, place: str) -> Files:
    folder = course_folder(assignment.folder, assignment.name)
    paths = sorted(path for pattern in _SOURCES for path in folder.glob(pattern))
    return {f"{place}/{path.name}": path.read_bytes() for path in paths}


def _metadata(package: Distribution) -> Files:
    """Return what `importlib.metadata` needs to find the package and its entry points."""
    from packaging.utils import canonicalize_name

    folder = f"{canonicalize_name(package.name).replace('-', '_')}-{package.version}.dist-info"
    texts = {name: package.read_text(name) for name in ("METADATA", "entry_points.txt")}
    if texts["METADATA"] is None:
        raise KitError(
            f"The installed {package.name} has no METADATA: install it again, and make the package anew."
        )
    return {f"{folder}/{name}": words.encode() for name, words in texts.items() if words is not None}


# --- what pip installs ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Requirements:
    """What pip is given: `direct` with `--requirement`, and `versions` with `--constraint`."""

    direct: str
    versions: str


def requirements(assignment: Assignment) -> Requirements:
    """Return what the kit and the assignment need, and the versions here of what of it decides a grade."""
    wanted = [*_required(distribution(_KIT_DISTRIBUTION), _extras_of(assignment.install))]
    bringing = distribution_of(assignment.name)
    if bringing is not None and bringing.name != _KIT_DISTRIBUTION:
        wanted += [one for one in _required(bringing, frozenset()) if one.name != _KIT_DISTRIBUTION]
    return Requirements(
        "".join(f"{one}\n" for one in wanted), "".join(f"{one}\n" for one in _deciding(assignment))
    )


def _deciding(assignment: Assignment) -> list[str]:
    """Return the versions here of what decides a grade: numpy, and what a worker imports for the assignment.

    Others are not among them: a version may need a newer Python than the platform has.
    """
    modules = {"numpy", *(module.partition(".")[0] for module in assignment.preload)}
    found = packages_distributions()
    names = sorted({name for module in modules for name in found.get(module, ())})
    return [
        f"{name}=={version(name)}" for name in names if "+" not in version(name)
    ]  # a local build is nowhere else


def python_version() -> str:
    """Return the version of Python that the package is for, such as 3.12."""
    return ".".join(map(str, sys.version_info[:2]))


def _extras_of(install: str) -> frozenset[str]:
    """Return the extras of the kit that an assignment's `install` names, such as tensorflow."""
    from packaging.requirements import Requirement

    named = Requirement(install) if install else None
    return frozenset(named.extras) if named is not None and named.name == _KIT_DISTRIBUTION else frozenset()


def _required(package: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    """Yield what a package requires here, without the markers."""
    from packaging.requirements import Requirement

    for words in package.requires or ():
        one = Requirement(words)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            one.marker = None
            yield one


def below(folder: str, files: Mapping[str, bytes]) -> Files:
    """Return the files as they are called where `folder` holds them."""
    return {f"{folder}/{name}": content for name, content in files.items()}
