"""The folder of hand-ins that a course graded last, kept with it: it need not be the one that its configuration names.

The marking desk, `vaekit status`, `report`, `export` and `requests` look there where the configured folder does not
exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from autograder.grading.results.store import put_changed_text
from autograder.handin.submission import Submission
from autograder.records.folder_names import KEPT

_FOLDER = "graded_from"


def keep_graded_folder(root: Path, assignment: str, submissions: Iterable[Submission]) -> None:
    """Keep where these hand-ins lie, if it is one folder of students' folders; raises OSError."""
    folders = {one.own_folder.parent if one.folder.name == assignment else None for one in submissions}
    folder = folders.pop() if len(folders) == 1 else None
    if folder is None:
        return
    kept = folder.relative_to(root) if folder.is_relative_to(root) else folder
    put_changed_text(_file(root, assignment), str(kept))


def graded_folder(root: Path, assignment: str = "*") -> Path | None:
    """The folder that was graded last, of one assignment or of all; None where none is known, or several are."""
    try:
        files = root.joinpath(KEPT, _FOLDER).glob(f"{assignment}.txt")
        folders = {root / path.read_text(encoding="utf-8") for path in files}
        (folder,) = (one for one in folders if one.is_dir())
    except (OSError, ValueError):  # also bytes that are no text, and more folders than one
        return None
    return folder


def _file(root: Path, assignment: str) -> Path:
    return root / KEPT / _FOLDER / f"{assignment}.txt"
