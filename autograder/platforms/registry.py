"""The platforms that this kit knows: the modules of this folder, and those of the entry point `vaekit.platforms`.

No list names them. A module that is added to the folder is found, as is the `PLATFORM` of an installed package.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module, metadata

import autograder.platforms
from autograder.platforms.platform import Platform
from autograder.records.errors import KitError
from autograder.records.person import Person

ENTRY_POINTS = "vaekit.platforms"
_NO_PLATFORMS = {"platform", "registry"}  # modules of the folder


def platforms() -> tuple[Platform, ...]:
    """Return all platforms, by name; raises KitError where one can't be loaded or two can't be told apart."""
    found, problems = _load()
    if problems:
        raise KitError(problems[0])
    return found


def loaded_platforms() -> tuple[Platform, ...]:
    """Return the platforms that can be loaded, for help texts."""
    return _load()[0]


def readers() -> tuple[Platform, ...]:
    """Return all platforms in the order in which they read the name of a file."""
    return tuple(sorted(platforms(), key=lambda one: one.precedence))


def platform_called(name: str) -> Platform | None:
    """Return the platform of that name."""
    return next((one for one in platforms() if one.name == name), None)


def platform_for(format_: str) -> Platform:
    """Return the platform whose marks are written with that --format; raises KitError where there is none."""
    known = {one.format: one for one in platforms() if one.format is not None}
    if format_ not in known:
        raise KitError(f"There is no format {format_}: expected one of {', '.join(known)}.")
    return known[format_]


def test_student_of(person: Person) -> Platform | None:
    """Return the platform that has made this person for a teacher's own look at a course, or None."""
    return next((one for one in platforms() if one.is_test_student(person)), None)


def listed(names: list[str]) -> str:
    """Return names as a sentence has them: `A, B or C`."""
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def handing_out() -> list[str]:
    """Return the names of the platforms whose files tell the student."""
    return [one.name for one in loaded_platforms() if any(one.file_patterns.values())]


def formats() -> list[str]:
    """Return the words that `vaekit export --format` takes."""
    return [one.format for one in loaded_platforms() if one.format is not None]


@cache
def _load() -> tuple[tuple[Platform, ...], tuple[str, ...]]:
    """The platforms by name, and sentences about what can't be loaded."""
    found: dict[str, Platform] = {}
    problems: list[str] = []
    for where, loaded_ in _modules_and_entry_points():
        if isinstance(loaded_, Exception):
            problems.append(f"The platform {where} can't be loaded ({loaded_}): mend it, or take it away.")
        elif not isinstance(loaded_, Platform):
            problems.append(f"The platform {where} is no instance of Platform: name its PLATFORM.")
        elif (other := _rival(loaded_, found)) is not None:
            problems.append(f"The platform {where} has the name or the format of {other}: change one of them.")
        else:
            found[where] = loaded_
    return tuple(sorted(found.values(), key=lambda one: one.name.casefold())), tuple(problems)


def _rival(platform: Platform, found: dict[str, Platform]) -> str | None:
    return next(
        (
            where
            for where, other in found.items()
            if other.name == platform.name or (platform.format is not None and other.format == platform.format)
        ),
        None,
    )


def _modules_and_entry_points() -> Iterator[tuple[str, object]]:
    """Where each platform comes from, and what is there: the platform, or why it can't be loaded."""
    package = autograder.platforms
    for module in pkgutil.iter_modules(package.__path__):
        if not module.ispkg and module.name not in _NO_PLATFORMS:
            name = f"{package.__name__}.{module.name}"
            try:
                yield name, getattr(import_module(name), "PLATFORM", None)
            except Exception as error:
                yield name, error
    for point in metadata.entry_points(group=ENTRY_POINTS):
        try:
            yield point.value, point.load()
        except Exception as error:
            yield point.value, error
