"""The course and the assignment that a command works in."""

from __future__ import annotations

from pathlib import Path

from autograder.authoring.assignment import Assignment, assignments, find_assignment
from autograder.commands.terminal import (
    tell_course,
)
from autograder.course.configuration.find_course import expect_course
from autograder.records.errors import KitError


def course_of_command(start: Path) -> Path:
    root = expect_course(start)
    tell_course(root)
    return root


def chosen_assignment(name: str | None, root: Path, *places: str) -> Assignment:
    """The assignment of that name, or else the only one that has a folder in one of the course's places."""
    if name is not None:
        return find_assignment(name)
    here = [one for one in assignments() if any(any(root.glob(f"{place}/{one}")) for place in places)]
    found = here or sorted(assignments())
    if len(found) != 1:
        raise KitError(f"Name the assignment with --assignment: {' or '.join(sorted(found))}.")
    return find_assignment(found[0])
