"""The hash of the files that the grade in the gradebook was made from: other files are of another hand-in."""

from __future__ import annotations

from pathlib import Path

from autograder.grading.results.store import put_text
from autograder.records.folder_names import KEPT


def note_hash(root: Path, assignment: str, student: str, found: str) -> None:
    """Save the hash of the files whose grade is now in the gradebook."""
    put_text(_file(root, assignment, student), found)


def noted_hash(root: Path, assignment: str, student: str) -> str | None:
    """The saved hash; None without one, as after a grading by an earlier version."""
    try:
        return _file(root, assignment, student).read_text(encoding="utf-8")
    except OSError:
        return None


def _file(root: Path, assignment: str, student: str) -> Path:
    return root / KEPT / "handed_in" / assignment / student
