"""Whether a course may have marks of texts, as its folders tell, without nbgrader, which takes seconds to import."""

from __future__ import annotations

from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.records.folder_names import KEPT

_KEPT_OF_GRADED = ("recorded", "marks", "texts")  # folders in KEPT, with one for each assignment


def may_have_marks(root: Path, assignment: Assignment) -> bool:
    """False where no hand-in of the assignment was ever recorded in that course: nobody can have marked its texts."""
    has_gradebook = (root / "gradebook.db").exists()
    return has_gradebook or any((root / KEPT / name / assignment.name).exists() for name in _KEPT_OF_GRADED)
