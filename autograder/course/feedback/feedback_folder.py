"""A student's folder of feedback: the page, what it shows, and the files that nbgrader needs to release it.

nbgrader copies the whole hand-in beside the page. Which marks a page shows is noted in the course, so that a page
that is older than the marks can be found.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.authoring.training_texts import FOR_MARKERS
from autograder.grading.results.store import put_text
from autograder.handin.files.plain import SECRET, TIMESTAMP
from autograder.records.folder_names import KEPT

_ARRAYS = (".npz", ".npy", ".py")


def keep_only_the_page(folder: Path, assignment: Assignment) -> None:
    """Remove the student's arrays and the course's own files; add the files that `nbgrader release_feedback` reads.

    A hand-in from outside nbgrader's exchange has no time and no secret there: the time stays empty, and a random
    secret keeps others from fetching the page.
    """
    brought = {path.name for path in assignment.source_notebook.parent.iterdir()}
    brought |= {assignment.evidence.name} if assignment.evidence else set()
    for path in folder.rglob("*"):
        ours = path.name in brought or path.name.endswith(FOR_MARKERS)
        if path.is_file() and (ours or path.suffix.lower() in _ARRAYS):
            path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TIMESTAMP).touch()
    if not (folder / SECRET).exists():
        (folder / SECRET).write_text(uuid.uuid4().hex, encoding="utf-8")


def name_as_handed_in(folder: Path, assignment: Assignment, notebook: Path | None) -> None:
    """Give the page the name of the student's notebook as well: nbgrader's `fetch_feedback` asks for it by that name.

    It is a link, as the page is written later; a file of that name that was handed in gives way to it.
    """
    for earlier in folder.glob("*.html"):
        if earlier.is_symlink():
            earlier.unlink()
    if notebook is None or notebook.stem == assignment.name:
        return
    link = folder / f"{notebook.stem}.html"
    if link.is_file():
        link.unlink()
    if not link.exists():
        link.symlink_to(f"{assignment.name}.html")


def note_shown_marks(root: Path, assignment: str, student: str, marks: str) -> None:
    """Save which marks the page that is written now shows: a digest, from `digest_of_shown_marks`."""
    put_text(_note(root, assignment, student), marks)


def forget_shown_marks(root: Path, assignment: str, student: str) -> None:
    """Remove what was saved, so that the student's page counts as out of date."""
    _note(root, assignment, student).unlink(missing_ok=True)


def shown_marks(root: Path, assignment: str, student: str) -> str | None:
    """The saved digest of the marks that the student's page shows; None where there is none."""
    try:
        return _note(root, assignment, student).read_text(encoding="utf-8")
    except OSError:
        return None


def _note(root: Path, assignment: str, student: str) -> Path:
    return root / KEPT / "feedback" / assignment / student
