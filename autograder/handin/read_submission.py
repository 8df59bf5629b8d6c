"""Reads a submission's notebook and its evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.handin import evidence_arrays
from autograder.handin.evidence_arrays import Arrays
from autograder.handin.files.hashes import hash_of_bytes
from autograder.handin.find_submissions import closed, folders_below, is_folder, notebooks_in
from autograder.handin.notebook.assignment_match import why_not_of
from autograder.handin.notebook.definitions import is_untouched, students_code
from autograder.handin.notebook.identify_cells import identify
from autograder.handin.notebook.python_versions import expect_readable, recorded_python
from autograder.handin.notebook.read_notebook import cells_in, notebook_bytes, read_cells
from autograder.handin.submission import Handin, Submission
from autograder.records.cell import Cell
from autograder.records.errors import Unreadable
from autograder.records.results import wrong_name

# --- reading a submission -------------------------------------------------------------------------------------


def read_submission(submission: Submission) -> Handin:
    """The submission's cells and evidence; raises Unreadable where there is no notebook to grade."""
    _expect_plain_name(submission)
    path = only_notebook(submission)
    data = notebook_bytes(path, submission.trusted)
    raw, hashes = cells_in(data, path), {path: hash_of_bytes(data)}
    wrong = why_not_of(raw, submission.assignment)
    if wrong is not None:
        raise Unreadable(f"{path} {wrong}. Ask the student for the right one, or grade it as what it is.")
    cells, notes = identify(raw, submission.assignment)
    count = len(notebooks_in(submission.folder))
    if count > 1 and is_untouched(cells, submission.assignment):
        raise Unreadable(
            f"{submission.folder} holds {count} notebooks and {path.name} is untouched: give the one to grade its name."
        )
    expect_readable(students_code(cells), partial(recorded_python, path, raw, submission.trusted))
    if path.name != f"{submission.assignment.name}.ipynb":
        notes.append(f"The notebook is called {path.name}; it was graded as {submission.assignment.name}.ipynb.")
    arrays, problem = _read_evidence(submission, cells, hashes)
    if problem:
        notes.append(problem)
    damage = None if arrays else problem
    return Handin(tuple(cells), arrays, tuple(map(_in_unicode, notes)), submission.foreign, damage, hashes)


def _expect_plain_name(submission: Submission) -> None:
    """Raise Unreadable for a student whose name nbgrader can't keep, or writes into tables as a formula."""
    why = wrong_name(submission.student)
    if why is not None:
        raise Unreadable(f"The student is called “{_in_unicode(submission.student)}”, {why}: rename the folder.")


def _in_unicode(note: str) -> str:
    """A note that can be written anywhere: a file's name may be no text in any encoding."""
    return note.encode("utf-8", "replace").decode("utf-8")


def only_notebook(submission: Submission) -> Path:
    """The submission's notebook; raises Unreadable where there is none or several, or the folder can't be read."""
    if submission.notebook is not None:
        return submission.notebook
    try:
        count = len(notebooks_in(submission.folder))
    except OSError as error:
        raise Unreadable(f"{submission.folder} {closed(error)}") from error
    name = f"{submission.assignment.name}.ipynb"
    if count:
        raise Unreadable(
            f"{submission.folder} holds {count} notebooks and none is called {name}: rename the one to grade."
        )
    raise Unreadable(f"{submission.folder} holds no notebook: ask the student to hand in {name}.")


def own_code(submission: Submission) -> str:
    """The student's own code cells as one text, the evidence left unread; raises Unreadable as `read` does."""
    cells, _ = identify(read_cells(only_notebook(submission), submission.trusted), submission.assignment)
    return "\n\n".join(cell.source for cell in students_code(cells))


# --- the evidence -------------------------------------------------------------------------------------------


def _read_evidence(
    submission: Submission, cells: Sequence[Cell], hashes: dict[Path, bytes]
) -> tuple[Arrays | None, str | None]:
    """The arrays of the evidence file, or else of the notebook's own copy, and a note about them or None.

    The hash of a file that is read goes into `hashes`. Raises Unreadable where this machine can't read the file.
    """
    declared, path = submission.assignment.evidence, evidence_path(submission)
    if declared is None or path is None:
        return None, None
    problem, packed = None, packed_evidence(cells, submission.assignment)
    try:
        if path.exists() or path.is_symlink():
            note = f"{path.name} was taken for {declared.name}." if path.name != declared.name else None
            data = evidence_arrays.evidence_bytes(path, declared.limit_mib, submission.trusted)
            hashes[path] = hash_of_bytes(data)
            return evidence_arrays.arrays_in(data, path), note
    except Unreadable as error:
        problem = str(error)
    except OSError as error:
        raise Unreadable(f"{path} {closed(error)}") from error
    try:
        if packed is None:
            return None, problem
        instead = problem or f"There is no {path.name}."
        return evidence_arrays.read_packed(packed), f"{instead} Its copy in the notebook's outputs was used."
    except Unreadable as error:
        return None, problem or str(error)


def evidence_path(submission: Submission) -> Path | None:
    """The evidence file, or the only file that a browser or a mail program has renamed; None where none is asked for."""
    if submission.assignment.evidence is None:
        return None
    path = submission.folder / submission.assignment.evidence.name
    try:
        return _renamed(path, submission)
    except OSError:  # the folder can't be looked into: opening the file says why
        return path


def _renamed(path: Path, submission: Submission) -> Path:
    """The evidence file, or the only other one with a name like it."""
    name = Path(path.name)
    if path.exists() or path.is_symlink() or not is_folder(submission.folder):
        return path
    likely = re.compile(rf"(?:copy of )?{re.escape(name.stem)}.*\.(?:{name.suffix[1:]}|zip)", re.IGNORECASE)
    for places in ([submission.folder], folders_below(submission.folder)):
        others = [other for place in places for other in place.iterdir() if likely.fullmatch(other.name)]
        if others:
            return others[0] if len(others) == 1 else path
    return path


def packed_evidence(cells: Iterable[Cell], assignment: Assignment) -> bytes | None:
    declared = assignment.evidence
    if declared is None or declared.mime is None:
        return None
    outputs = (output for cell in cells for output in cell.outputs)
    return evidence_arrays.packed_in(outputs, declared.mime, declared.limit_mib)


Reading = Callable[[Submission], Handin]
