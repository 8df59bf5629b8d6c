"""Whether a person's mark still counts: it does until the answer, its rubric or its points change.

nbgrader asks for every mark again whenever a submission is graded. The kit notes, beside the gradebook, what each
mark was given for. A mark whose text, rubric and points are the same is kept; any other is asked for again, with the
reason.
"""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbgrader.api import BaseCell, Grade, Gradebook, MissingEntry, SubmittedAssignment

from autograder.authoring.assignment import Assignment
from autograder.course.gradebook.cells.cell_names import with_names
from autograder.course.gradebook.cells.declared_points import Declared, own_cells
from autograder.course.gradebook.marks.desk_tables import given_for
from autograder.course.gradebook.marks.mark_basis import Basis, bases, grade_id
from autograder.course.submission_rows import of_everybody, of_student
from autograder.grading.results.store import put_text
from autograder.records.errors import KitError
from autograder.records.folder_names import KEPT
from autograder.records.json_text import NotThatRecord, read_record, write_record
from autograder.records.text import printable, shortened

_UNKNOWN = "it is not known for which answer it was given"


@dataclass(frozen=True, slots=True)
class Noted:
    """The notes on a cell: what was recorded last, its mark, what the mark was given for, and why it does not count."""

    seen: Basis
    score: float | None = None
    given_for: Basis | None = None
    reopened: str | None = None


@dataclass(frozen=True, slots=True)
class NbgraderMark:
    """A mark in the gradebook, and whether nbgrader waits for a person."""

    score: float | None
    waiting: bool


Notes = dict[str, Noted]


@dataclass(frozen=True, slots=True)
class _NotesFile:
    schema: int = field(default=1, kw_only=True)
    cells: Notes


Flags = Mapping[str, NbgraderMark]
AtDesk = Mapping[str, tuple[float, Basis]]  # by cell, the desk's number and what it was given for


# --- the notes on the disk ------------------------------------------------------------------------------------


def notes_file(root: Path, assignment: str, student: str) -> Path:
    return root / KEPT / "marks" / assignment / f"{student}.json"


def recorded_file(root: Path, assignment: str, student: str) -> Path:
    """The file that exists while the course has all of a result; it holds the result's key."""
    return root / KEPT / "recorded" / assignment / student


class DamagedNotes(KitError):
    """The file of a submission's notes can't be read: what its marks were given for is not known from it."""


def read_notes(path: Path) -> Notes:
    """What was noted of a submission; nothing where the file is missing. Raises DamagedNotes where it can't be read."""
    try:
        return read_record(_NotesFile, path.read_bytes()).cells
    except FileNotFoundError:
        return {}
    except (OSError, NotThatRecord) as error:
        why = error.strerror if isinstance(error, OSError) else shortened(printable(str(error)), 120)
        raise DamagedNotes(f"what its marks were given for can't be read from {path} ({why})") from error


def readable_notes(path: Path) -> Notes:
    """As `read_notes`; nothing where they are damaged, which `vaekit status` and the next grading tell."""
    try:
        return read_notes(path)
    except DamagedNotes:
        return {}


def set_aside(path: Path) -> Path:
    """Keep a damaged file of notes under another name beside its place, which nobody writes over; returns that name."""
    aside = next(
        place for number in itertools.count(1) if not (place := path.with_suffix(f".damaged-{number}")).exists()
    )
    return path.rename(aside)


def write_notes(path: Path, notes: Notes) -> None:
    put_text(path, write_record(_NotesFile(notes)))


# --- notes of what an earlier version has recorded -----------------------------------------------------------


def earlier_notes(autograded: Path, declared: Declared) -> Notes:
    """Notes made from an autograded notebook: earlier versions of the kit have written none."""
    try:
        content = json.loads(autograded.read_text(encoding="utf-8"))
        cells = [{**cell, "source": "".join(cell["source"])} for cell in content["cells"]]
        shown = {
            grade_id(cell): float(cell["metadata"]["nbgrader"].get("points") or 0)
            for cell in cells
            if grade_id(cell)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    texts = {name: cell for name, cell in declared.items() if cell.grade and cell.solution and name in shown}
    found = bases(cells, texts, ())
    return {name: Noted(replace(one, rubric=None, points=shown[name])) for name, one in found.items()}


# --- the gradebook's marks ------------------------------------------------------------------------------------


def marks_in_nbgrader(
    gradebook: Gradebook, assignment: str, student: str | None = None
) -> dict[str, dict[str, NbgraderMark]]:
    """The marks of everybody, or of one student, by student and cell."""
    select = of_everybody if student is None else of_student
    query = select(
        Grade, SubmittedAssignment.student_id, BaseCell.name, Grade.manual_score, Grade.needs_manual_grade
    )
    found: dict[str, dict[str, NbgraderMark]] = {}
    place = {"notebook": assignment, "assignment": assignment, "student": student}
    for owner, cell, score, waiting in gradebook.db.execute(query, place):
        found.setdefault(owner, {})[cell] = NbgraderMark(score, waiting)
    return found


def with_what_each_was_given_for(before: Flags, notes: Notes) -> Notes:
    """The notes, completed by what each mark was given for, as a grading that is killed may leave every mark waiting."""
    found = dict(notes)
    for name, noted in notes.items():
        if name in before:
            flag = before[name]
            found[name] = replace(noted, score=flag.score, given_for=_noted_basis(flag.score, flag, noted))
    return found


def to_reopen(before: Flags, notes: Notes, now: Mapping[str, Basis], at_desk: AtDesk) -> dict[str, str]:
    """The texts whose marks will not count any more, with the reason; called before the checks' points are known."""
    found = {}
    for name, flag in before.items():
        if flag.score is not None and name in now:
            given_for = _noted_basis(flag.score, flag, notes.get(name))
            now_here = now[name] if given_for is None else replace(now[name], checks_gave=given_for.checks_gave)
            _, why = _settled_basis(flag.score, given_for, at_desk.get(name), now_here)
            found.update({name: why} if why else {})
    return found


def put_back(gradebook: Gradebook, assignment: str, student: str, before: Flags) -> None:
    """Restore nbgrader's flags of marks that wait for a person, after a grading that failed."""
    with contextlib.suppress(MissingEntry):
        for grade in gradebook.find_submission_notebook(assignment, assignment, student).grades:
            if grade.manual_score is not None and grade.name in before:
                grade.needs_manual_grade = before[grade.name].waiting
        gradebook.db.commit()


def keep(
    gradebook: Gradebook,
    assignment: Assignment,
    student: str,
    before: Flags,
    notes: Notes,
    now: dict[str, Basis],
    declared: Declared,
    at_desk: AtDesk,
) -> Notes:
    """Let each mark count that was given for what was recorded now; returns what is to be noted of it.

    Cells of the course's own whose points nothing of the kit's gives wait for a person.
    """
    own = own_cells(declared, assignment)
    found: Notes = {}
    handed_in = with_names(gradebook.find_submission_notebook(assignment.name, assignment.name, student))
    for grade in handed_in.grades:
        name = grade.name
        if name in own and (own[name].is_check or own[name].task):
            grade.auto_score, grade.needs_manual_grade = None, True
        basis = now.get(name, Basis())
        if name in declared and declared[name].is_check:
            basis = replace(basis, checks_gave=grade.auto_score)
        given_for = _noted_basis(grade.manual_score, before.get(name), notes.get(name))
        reopened = None
        if grade.manual_score is not None:
            given_for, reopened = _settled_basis(grade.manual_score, given_for, at_desk.get(name), basis)
            grade.needs_manual_grade = reopened is not None
        found[name] = Noted(basis, grade.manual_score, given_for, reopened)
    gradebook.db.commit()
    return found


def at_desk(gradebook: Gradebook, assignment: str, student: str) -> AtDesk:
    """What the marking desk's marks of a student were given for: it notes the text and the rubric with each."""
    return {
        cell: (one.score, Basis(one.text, one.shown, one.points))
        for cell, one in given_for(gradebook.db, assignment, student).items()
    }


def _settled_basis(
    score: float, noted: Basis | None, desk: tuple[float, Basis] | None, now: Basis
) -> tuple[Basis | None, str | None]:
    """What a mark was given for, and why it does not count for what is there now; None where it counts.

    A number that the desk has given counts also for the text and rubric that the desk has noted with it.
    """
    if desk is not None and desk[0] == score and desk[1].change_to(now) is None:
        return desk[1], None
    if noted is None and desk is not None and desk[0] == score:
        noted = desk[1]
    return noted, _UNKNOWN if noted is None else noted.change_to(now)


def _noted_basis(score: float | None, before: NbgraderMark | None, noted: Noted | None) -> Basis | None:
    """What the mark in the gradebook was given for: a mark that counted, or is a new one, for what was recorded last."""
    if score is None or noted is None:
        return None
    counted = before is not None and (not before.waiting or before.score != score)
    if counted:
        return noted.seen
    return noted.given_for if noted.score == score else None


def changed(notes: Notes, declared: Declared, order: Iterable[str]) -> list[str]:
    """What has changed in points and rubrics since the submission was recorded."""
    now = bases((), declared, order)
    found = []
    for name, one in notes.items():
        if name in now:
            seen = replace(one.seen, answer=None, checks_gave=None)
            change = seen.change_to(replace(now[name], answer=None))
            found += [f"`{name}`: {change}"] if change else []
    return found


def reopened(notes: Notes) -> dict[str, str]:
    """The cells whose marks don't count any more, and why."""
    return {name: one.reopened for name, one in notes.items() if one.reopened}
