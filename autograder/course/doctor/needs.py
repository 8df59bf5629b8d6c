"""Whether the assignments of a course can be loaded, and have the libraries that they run on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.authoring.assignment import Assignment, assignments, unusable_assignments
from autograder.records.doctor_findings import Finding, Severity


def assignments_of(root: Path | None) -> list[Assignment]:
    """The assignments whose notebook lies in the course; all that there are where none does, or outside of a course."""
    known = list(assignments().values())
    return [one for one in known if is_of_course(root, one)] or known


def is_of_course(root: Path | None, assignment: Assignment) -> bool:
    return root is not None and (root / "source" / assignment.name).is_dir()


def loading_and_libraries(here: list[Assignment], root: Path | None) -> Iterator[Finding]:
    """Findings on assignments that can't be loaded, and on assignments whose libraries are missing."""
    for name, words in unusable_assignments().items():
        yield Finding(f"assignment {name}", Severity.PROBLEM, words, "Mend it: all others are graded.")
    for assignment in here:
        lacking = assignment.lacking
        if lacking is not None:
            found, _, command = lacking.partition(": ")
            level = Severity.PROBLEM if is_of_course(root, assignment) else Severity.WARNING
            yield Finding(f"assignment {assignment.name}", level, found, f"Run: {command}")
