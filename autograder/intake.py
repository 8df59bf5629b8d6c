"""From folders to data: finds submissions, and reads a submission's notebook and its evidence.

Everything here is untrusted input: what can't be read becomes one sentence, with the remedy.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from autograder import evidence
from autograder.assignment import Assignment, assignments
from autograder.cells import is_untouched, tell_apart
from autograder.evidence import Arrays
from autograder.notebook import Cell, Role, read_cells
from autograder.results import KitError, Unreadable

_ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # browsers add the last ones
_MOST_FOLDERS = 200
_DEPTH = 3  # of folders in which a hand-in that was unpacked too deep is looked for


@dataclass(frozen=True, slots=True)
class Submission:
    """Where a student's hand-in lies."""

    assignment: Assignment
    student: str
    folder: Path
    notebook: Path | None  # None: there is none in the folder
    foreign: str | None = None  # what a student reads, where the evidence is another submission's

    @property
    def path(self) -> Path:
        return self.notebook or self.folder / f"{self.assignment.name}.ipynb"


@dataclass(frozen=True, slots=True, eq=False)
class Handin:
    """A submission as data: its cells in order, its evidence arrays (None where there are none), and notes.

    `foreign` says, in a sentence for the student, that the evidence is another submission's, and `damage` why it
    can't be read; None where neither is so.
    """

    cells: tuple[Cell, ...]
    evidence: Arrays | None
    notes: tuple[str, ...]
    foreign: str | None = None
    damage: str | None = None

    def program(self) -> list[Cell]:
        """The student's own code cells, in order."""
        return _program(self.cells)


# --- finding submissions ------------------------------------------------------------------------------------


def find_submissions(path: Path, assignment: Assignment | None = None) -> list[Submission]:
    """The submissions under `path`: a notebook, a folder that holds one, or a folder of students' folders.

    With an `assignment` those of it alone. Raises KitError where there is none.
    """
    if not path.exists():
        raise KitError(f"{path} does not exist: name a notebook, a folder with one, or a submitted/ folder.")
    if path.is_file():
        return [_from_notebook(path, assignment)]
    if _notebooks(path) or path.name in assignments():
        return [_from_folder(path, assignment or _assignment_for(path.name, path))]
    wanted = assignments() if assignment is None else {assignment.name: assignment}
    own = list(_in_student_folder(path, wanted))
    if own:
        return own
    folders = (folder for folder in path.iterdir() if folder.is_dir() and not folder.name.startswith("."))
    found = [submission for folder in sorted(folders) for submission in _in_student_folder(folder, wanted)]
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
        if (folder / name).is_dir():
            found = _from_folder(folder / name, assignment)
            yield replace(found, student=folder.absolute().name)


def _notebook_in(folder: Path, assignment: Assignment) -> Path | None:
    """The assignment's notebook, or the only one there is, in a folder below if need be."""
    named = folder / f"{assignment.name}.ipynb"
    if named.exists():
        return named
    others = _notebooks(folder)
    if not others:
        others = [path for below in _folders_below(folder) for path in _notebooks(below)]
    if not others:
        others = [path for path in (named.with_suffix(".json"),) if path.is_file()]
    return others[0] if len(others) == 1 else None


def _folders_below(folder: Path) -> list[Path]:
    """The folders in a folder, without hidden ones and what a Mac adds to an archive."""
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


def _notebooks(folder: Path) -> list[Path]:
    """What looks like a notebook in a folder; a Mac's shadows, `._name`, do not."""
    names = (
        sorted(path for path in folder.iterdir() if path.name.lower().endswith(_ENDINGS))
        if folder.is_dir()
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
    for notebook in _notebooks(path) if path.is_dir() else [path]:
        with contextlib.suppress(Unreadable):
            cells += read_cells(notebook)
    known = {
        one: sum(cell.grade_id is not None for cell in tell_apart(cells, one)[0]) for one in assignments().values()
    }
    best = [one for one, count in known.items() if count == max(known.values()) > 0]
    return best[0] if len(best) == 1 else None


# --- reading a submission -------------------------------------------------------------------------------------


def read(submission: Submission) -> Handin:
    """The submission's cells and evidence; raises Unreadable where there is no notebook to grade."""
    path = _only_notebook(submission)
    cells, notes = tell_apart(read_cells(path), submission.assignment)
    count = len(_notebooks(submission.folder))
    if count > 1 and is_untouched(cells, submission.assignment):
        raise Unreadable(
            f"{submission.folder} holds {count} notebooks and {path.name} is untouched: give the one to grade its name."
        )
    if path.name != f"{submission.assignment.name}.ipynb":
        notes.append(f"The notebook is called {path.name}; it was graded as {submission.assignment.name}.ipynb.")
    arrays, problem = _read_evidence(submission, cells)
    if problem:
        notes.append(problem)
    return Handin(
        tuple(cells), arrays, tuple(map(_in_unicode, notes)), submission.foreign, None if arrays else problem
    )


def _in_unicode(note: str) -> str:
    """A note that can be written anywhere: a file's name may be no text in any encoding."""
    return note.encode("utf-8", "replace").decode("utf-8")


def _only_notebook(submission: Submission) -> Path:
    if submission.notebook is not None:
        return submission.notebook
    count = len(_notebooks(submission.folder))
    name = f"{submission.assignment.name}.ipynb"
    if count:
        raise Unreadable(
            f"{submission.folder} holds {count} notebooks and none is called {name}: rename the one to grade."
        )
    raise Unreadable(f"{submission.folder} holds no notebook: ask the student to hand in {name}.")


def own_code(submission: Submission) -> str:
    """The student's own code cells as one text, the evidence left unread; raises Unreadable as `read` does."""
    cells, _ = tell_apart(read_cells(_only_notebook(submission)), submission.assignment)
    return "\n\n".join(cell.source for cell in _program(cells))


def _program(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.role in (Role.SOLUTION, Role.EXTRA)]


# --- the evidence -------------------------------------------------------------------------------------------


def _read_evidence(submission: Submission, cells: Sequence[Cell]) -> tuple[Arrays | None, str | None]:
    """The arrays of the evidence file, or else of the notebook's own copy, and what must be said of them."""
    assignment = submission.assignment
    if assignment.evidence_file is None:
        return None, None
    path = evidence_path(submission)
    problem, packed = None, _packed_evidence(cells, assignment)
    try:
        if path.exists() or path.is_symlink():
            renamed = path.name != assignment.evidence_file
            note = f"{path.name} was taken for {assignment.evidence_file}." if renamed else None
            return evidence.read_file(path, assignment.evidence_mib), note
    except Unreadable as error:
        problem = str(error)
    try:
        if packed is None:
            return None, problem
        instead = problem or f"There is no {path.name}."
        return evidence.read_packed(packed), f"{instead} Its copy in the notebook's outputs was used."
    except Unreadable as error:
        return None, problem or str(error)


def evidence_path(submission: Submission) -> Path:
    """The evidence file, or the only file that a browser or a mail program has renamed."""
    name = Path(str(submission.assignment.evidence_file))
    path = submission.folder / name
    if path.exists() or path.is_symlink() or not submission.folder.is_dir():
        return path
    likely = re.compile(rf"(?:copy of )?{re.escape(name.stem)}.*\.(?:{name.suffix[1:]}|zip)", re.IGNORECASE)
    for places in ([submission.folder], _folders_below(submission.folder)):
        others = [other for place in places for other in place.iterdir() if likely.fullmatch(other.name)]
        if others:
            return others[0] if len(others) == 1 else path
    return path


def _packed_evidence(cells: Iterable[Cell], assignment: Assignment) -> bytes | None:
    if assignment.evidence_mime is None:
        return None
    outputs = (output for cell in cells for output in cell.outputs)
    return evidence.packed_in(outputs, assignment.evidence_mime, assignment.evidence_mib)


def with_foreign_evidence(submissions: list[Submission]) -> list[Submission]:
    """The submissions, each with a `foreign` sentence where its evidence is that of a classmate.

    Of several that hold one run, it belongs to the one whose notebook carries a copy of it; if several do, or
    none, to the one that was handed in first; if that is unknown too, to none.
    """
    everybody = {one.folder.resolve(): one for one in (*_classmates(submissions), *submissions)}
    marks = {folder: _marks(one) for folder, one in everybody.items() if one.assignment.evidence_file is not None}
    holders: dict[tuple[int, int], list[Path]] = {}
    for folder, own in marks.items():
        for mark in own:
            holders.setdefault(mark, []).append(folder)
    owners: dict[frozenset[Path], Path | None] = {}  # of the run that those folders hold
    found = []
    for one in submissions:
        here = one.folder.resolve()
        sharing = frozenset(folder for mark in marks.get(here, ()) for folder in holders[mark])
        if len(sharing) > 1 and sharing not in owners:
            owners[sharing] = _owner({folder: everybody[folder] for folder in sharing})
        found.append(replace(one, foreign=_foreign(one, owners[sharing], here) if len(sharing) > 1 else None))
    return found


def _classmates(submissions: Iterable[Submission]) -> Iterator[Submission]:
    """Everybody in the `<student>/<assignment>/` folders beside those of the submissions."""
    in_class = (one for one in submissions if one.folder.name == one.assignment.name)
    folders = {one.folder.resolve().parent.parent for one in in_class if one.assignment.evidence_file is not None}
    return (one for folder in sorted(folders) for one in _submissions_in(folder))


def _submissions_in(class_folder: Path) -> tuple[Submission, ...]:
    try:
        return tuple(find_submissions(class_folder))
    except (KitError, OSError):
        return ()


def _marks(submission: Submission) -> frozenset[tuple[int, int]]:
    """What tells the run that was handed in from any other: of the file if there is one, else of the copy."""
    path = evidence_path(submission)
    own = submission.assignment.evidence_own
    if path.is_file():
        return evidence.marks_of_file(path, own)
    return evidence.marks_of_packed(_own_copy(submission), own)


def _own_copy(submission: Submission) -> bytes | None:
    try:
        path = _only_notebook(submission)
        return _copy_in(path, submission.assignment, path.stat().st_mtime_ns)
    except (Unreadable, OSError, ValueError):
        return None


@cache
def _copy_in(path: Path, assignment: Assignment, changed_ns: int) -> bytes | None:
    return _packed_evidence(read_cells(path), assignment)


def _owner(sharing: Mapping[Path, Submission]) -> Path | None:
    """Whose run it is that several hold, if that can be known."""
    vouching = [folder for folder, one in sharing.items() if _vouched(one)]
    times = {folder: _handed_in(folder) for folder in vouching or sharing}
    first = min(times, key=times.__getitem__)
    return first if list(times.values()).count(times[first]) == 1 else None


def _foreign(submission: Submission, owner: Path | None, here: Path) -> str | None:
    """What the student reads if the evidence is another's. Names nobody."""
    if here == owner:
        return None
    told = "handed in before yours" if owner is not None else "handed in too"
    what = f"The weights in {submission.assignment.evidence_file}"
    return f"{what}: expected those of a run of your own, but the same ones were {told}."


_NEVER = "9999"


def _vouched(submission: Submission) -> bool:
    """Whether the notebook itself carries a copy of the run."""
    own = submission.assignment.evidence_own
    return bool(_marks(submission) & evidence.marks_of_packed(_own_copy(submission), own))


def _handed_in(folder: Path) -> str:
    """When, as nbgrader's `timestamp.txt` has it: such texts sort by time."""
    try:
        return (folder / "timestamp.txt").read_text(encoding="utf-8", errors="replace")[:40].strip() or _NEVER
    except OSError:
        return _NEVER
