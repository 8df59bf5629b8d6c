"""The interface of a platform that grades one hand-in in a container: its folders, its package and its results.json."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from autograder.authoring.assignment import Assignment
from autograder.platforms.autograders.package_files import Files
from autograder.platforms.autograders.package_settings import PackageSettings
from autograder.records.results import SubmissionResult
from autograder.records.text import printable, shortened

_LONGEST = 2_000  # characters of one text that a student reads
_TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "autograders"


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a package, and the names of those that are programs."""

    files: Files
    programs: frozenset[str]


class AutograderPlatform(ABC):
    """A platform that builds a container, puts a hand-in into it, starts a program and reads a file of results."""

    key: ClassVar[str]
    name: ClassVar[str]
    submission: ClassVar[Path]  # where the hand-in lies in the container
    results: ClassVar[Path]  # the file that the platform reads

    @abstractmethod
    def package(self, assignment: Assignment, settings: PackageSettings) -> Package:
        """Return what the instructor uploads; raises KitError where something for it is missing."""

    @abstractmethod
    def record(self, result: SubmissionResult, assignment: Assignment) -> dict[str, Any]:
        """Return the content of the file of results for a hand-in that has a grade."""

    @abstractmethod
    def record_without_grade(self, reason: str) -> dict[str, Any]:
        """Return the content of the file of results where there is no grade: it holds the reason, and no score."""


def template(name: str) -> bytes:
    """Return a file of the package as it stands in the kit."""
    return (_TEMPLATES / name).read_bytes()


def shown(text: str) -> str:
    """Return a text, which may hold a student's words, as one line of bounded length without control characters."""
    return shortened(printable(text), _LONGEST)


def sentences(result: SubmissionResult, assignment: Assignment) -> str:
    """Return what concerns the whole hand-in, a line each: the kit's notes, and which texts a person marks."""
    lines = [shown(note) for note in result.notes]
    if assignment.manual:
        texts = ", ".join(f"{one.cell} ({one.points:g} points)" for one in assignment.manual)
        lines.append(f"A person marks the texts, which are not counted here: {texts}.")
    return "\n".join(lines)
