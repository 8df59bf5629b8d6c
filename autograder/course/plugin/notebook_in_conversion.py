"""The assignment and the folder of the notebook that nbgrader is converting."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.converters.base import NbGraderException

from autograder.authoring.assignment import Assignment, assignments, unusable_assignments
from autograder.course.configuration.find_course import use_own_assignments


def assignment_of(names: Mapping[str, str]) -> Assignment | None:
    """The assignment of the notebook that nbgrader is converting; None where it is not the kit's.

    Raises NbGraderException where it is the kit's and can't be used: then nbgrader must not run its code either.
    """
    if names["assignment"] in unusable_assignments():
        raise NbGraderException(unusable_assignments()[names["assignment"]])
    found = assignments().get(names["assignment"])
    return found if found is not None and names["notebook"] == found.name else None


def handin_folder(coursedir: Any, names: dict[str, str]) -> Path:
    """The folder of a student's submission."""
    return Path(coursedir.format_path(coursedir.submitted_directory, names["student"], names["assignment"]))


def know_assignments(preprocessor: Any) -> None:
    """Load the course's own assignments, for a preprocessor that runs in that course."""
    use_own_assignments(Path(preprocessor.parent.parent.coursedir.root))
