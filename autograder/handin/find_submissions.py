"""Finds submissions under a path."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from autograder.authoring.assignment import Assignment, assignments
from autograder.handin.files.plain import FOLDERS, as_written
from autograder.handin.notebook.assignment_match import likeliest_assignment
from autograder.handin.notebook.read_notebook import read_cells
from autograder.handin.submission import Submission
from autograder.records.cell import Cell
from autograder.records.errors import KitError, Unreadable

_ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # browsers add the last ones
_MOST_FOLDERS = 200
_NO_FOLDER = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)
_DEPTH = 3  # of folders in which a hand-in that was unpacked too deep is looked for


# --- finding submissions ------------------------------------------------------------------------------------


def find_submissions(path: Path, assignment: Assignment | None = None) -> list[Submission]:
    """The submissions under `path`: a notebook, a folder that holds one, or a folder of students' folders.

    With an `assignment` those of it alone. A student's folder that can't be looked into counts as a hand-in, which
    reading refuses. Raises KitError where there is none, and where `path` itself can't be looked into.
    """
    try:
        return _found_at(path, assignment)
    except OSError as error:
        raise KitError(f"{path} {closed(error)}") from error


def submission_in(folder: Path, assignment: Assignment, student: str) -> Submission:
    """The submission of one student that lies in this folder, whatever the folder is called; reading it tells whether
    there is a notebook. Raises OSError where the folder can't be looked into.
    """
    return Submission(assignment, student, folder, _notebook_in(folder, assignment))


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; raises OSError where that can't be told, as in a folder without rights."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        if error.errno in _NO_FOLDER:
            return False
        raise


def closed(error: OSError) -> str:
    """The end of a sentence about a folder or a file that can't be read; it follows the name."""
    return f"can't be read ({error.strerror or error}): see whose it is, and that you may read it."


def _found_at(path: Path, assignment: Assignment | None) -> list[Submission]:
    if not path.exists():
        raise KitError(f"{path} does not exist: name a notebook, a folder with one, or a submitted/ folder.")
    if path.is_file():
        return [_from_notebook(path, assignment)]
    if notebooks_in(path) or path.name in assignments():
        return [_from_folder(path, assignment or _assignment_for(path.name, path))]
    wanted = assignments() if assignment is None else {assignment.name: assignment}
    of_class = as_written(path).name in FOLDERS  # one of its students may be called as an assignment is
    own = [] if of_class else list(_in_student_folder(path, wanted))
    found = own or _in_class_folder(path, wanted)
    if not found:
        names = ", ".join(sorted(wanted))
        expected = "expected a notebook, or <student>/<assignment>/ folders"
        raise KitError(f"{path} holds no submission: {expected} (assignments: {names}).")
    return found


def _from_notebook(path: Path, assignment: Assignment | None) -> Submission:
    if not path.name.lower().endswith(_ENDINGS):
        raise KitError(f"{path} is no notebook: its name should end in .ipynb.")
    assignment = assignment or _assignment_for(path.stem, path)
    in_course = path.parent.name == assignment.name
    student = path.absolute().parent.parent.name if in_course else path.stem
    return Submission(assignment, student, path.parent, path)


def _from_folder(folder: Path, assignment: Assignment) -> Submission:
    in_course = folder.name == assignment.name
    student = (folder.absolute().parent if in_course else folder.absolute()).name
    return Submission(assignment, student, folder, _notebook_in(folder, assignment))


def _in_student_folder(folder: Path, wanted: Mapping[str, Assignment]) -> Iterator[Submission]:
    for name, assignment in wanted.items():
        if is_folder(folder / name):
            found = _from_folder(folder / name, assignment)
            yield replace(found, student=folder.absolute().name)


def _in_class_folder(path: Path, wanted: Mapping[str, Assignment]) -> list[Submission]:
    """The submissions in students' folders; in place of one that can't be looked into, one for each assignment that
    others have handed in.
    """
    found: list[Submission] = []
    unreadable: list[Path] = []
    for folder in sorted(folder for folder in path.iterdir() if not folder.name.startswith(".")):
        try:
            if is_folder(folder):
                found += _in_student_folder(folder, wanted)
        except OSError:
            unreadable.append(folder)
    handed_in = {one.assignment.name: one.assignment for one in found} or wanted
    found += [
        Submission(assignment, folder.absolute().name, folder / name, None)
        for folder in unreadable
        for name, assignment in handed_in.items()
    ]
    return sorted(found, key=lambda one: one.folder)


def _notebook_in(folder: Path, assignment: Assignment) -> Path | None:
    """The assignment's notebook, or the only one there is, in a folder below if need be."""
    named = folder / f"{assignment.name}.ipynb"
    others = notebooks_in(folder)
    if named.is_symlink():  # which is not followed; it may lead to another one beside it
        plain = [path for path in others if not path.is_symlink()]
        return plain[0] if len(plain) == 1 else named
    if named.exists():
        return named
    if not others:
        others = [path for below in folders_below(folder) for path in notebooks_in(below)]
    if not others:
        others = [path for path in (named.with_suffix(".json"),) if path.is_file()]
    return others[0] if len(others) == 1 else None


def folders_below(folder: Path) -> list[Path]:
    """The folders in a folder, without hidden ones and those that macOS adds to archives."""
    found = []
    for place, names, _ in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        names[:] = (
            sorted(name for name in names[:_MOST_FOLDERS] if not name.startswith((".", "__")))
            if depth < _DEPTH
            else []
        )
        found += [Path(place, name) for name in names]
        if len(found) > _MOST_FOLDERS:
            break
    return found


def notebooks_in(folder: Path) -> list[Path]:
    """The notebook files in a folder, without the `._name` files that macOS adds."""
    names = (
        sorted(path for path in folder.iterdir() if path.name.lower().endswith(_ENDINGS))
        if is_folder(folder)
        else []
    )
    return [path for path in names if not path.name.startswith("._")]


def _assignment_for(name: str, path: Path) -> Assignment:
    """The assignment that a notebook or its folder is called after, or else the one that its cells are of."""
    known = assignments()
    for candidate in (name, path.parent.name, path.absolute().parent.name):
        if candidate in known:
            return known[candidate]
    inside = [child.stem for child in path.glob("*.ipynb") if child.stem in known] if path.is_dir() else []
    if inside or len(known) == 1:
        return known[inside[0]] if inside else next(iter(known.values()))
    likely = [known[word] for word in known if word in name.lower()]
    found = likely[0] if len(likely) == 1 else _assignment_of_cells(path)
    if found is None:
        names = ", ".join(sorted(known))
        raise KitError(
            f"{path} names no assignment: say which with --assignment, or call the notebook one of {names}."
        )
    return found


def _assignment_of_cells(path: Path) -> Assignment | None:
    """The assignment that most of the cells are of, known by their grade_id or by what they define."""
    cells: list[Cell] = []
    for notebook in notebooks_in(path) if path.is_dir() else [path]:
        with contextlib.suppress(Unreadable):
            cells += read_cells(notebook)
    return likeliest_assignment(cells)
