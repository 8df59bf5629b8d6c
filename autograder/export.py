"""Marks out: nbgrader's gradebook as the file that a learning platform imports.

What is not marked yet, or needs attention, is listed and left out: an absent mark is never a zero.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from autograder.assignment import Assignment
from autograder.collect import collected
from autograder.gradebook import CourseRoot
from autograder.intake import Submission, find_submissions, with_foreign_evidence
from autograder.results import KitError, SubmissionResult
from autograder.roster import Person, Roster, find
from autograder.sandbox import Kind, Limits
from autograder.store import Store, key, put_text, results_folder

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_CANVAS = (
    "Student",
    "LastName",
    "FirstName",
    "ID",
    "SIS User ID",
    "SIS Login ID",
    "Integration ID",
    "Root Account",
)
_CANVAS_KEYS = {*(head.casefold() for head in _CANVAS), "section"}
# What Moodle calls the column of the grade, in the language of the site.
_GRADE = {
    "grade",
    "bewertung",
    "note",
    "calificación",
    "valutazione",
    "cijfer",
    "beoordeling",
    "nota",
    "ocena",
    "оценка",
}
_MAXIMUM = {
    "maximum grade",
    "beste bewertung",
    "bestwertung",
    "note maximale",
    "calificación máxima",
    "punteggio massimo",
}
_MOODLE = (
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
)


class Format(StrEnum):
    """For which platform."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Cell:
    """The points of one cell of the notebook; `comment` is what the marker wrote."""

    name: str
    score: float
    max_score: float
    comment: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One student's mark, complete. `score` is after nbgrader's penalty for being late."""

    student: str
    person: Person
    score: float
    max_score: float
    penalty: float
    handed_in: str
    cells: tuple[Cell, ...]
    result: SubmissionResult | None


@dataclass(frozen=True, slots=True)
class Missing:
    """Who gets no mark, and why."""

    student: str
    why: str


@dataclass(slots=True)
class Exported:
    """What was written: the files, whose marks they hold, who was left out, and what else to know."""

    paths: list[Path] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "schema": 1,
            "files": [str(path) for path in self.paths],
            "exported": [{"student": mark.student, "score": mark.score} for mark in self.marks],
            "left_out": [{"student": one.student, "reason": one.why} for one in self.missing],
            "remarks": self.remarks,
        }


@dataclass(frozen=True, slots=True)
class Request:
    """What to export, and how; `column` names the roster's column for the mark where its heading does not tell it."""

    format: Format
    assignment: Assignment
    roster: Roster | None = None
    output: Path | None = None
    column: str | None = None
    limits: Limits = field(default_factory=Limits)


def export(course: CourseRoot, request: Request) -> Exported:
    """Write the marks of a course for a platform; raises KitError where there are none to write or no place for them."""
    marks, missing = marks_of(course, request.assignment, request.limits)
    done = Exported(marks=marks, missing=missing)
    if request.format is Format.GRADESCOPE:
        _write_gradescope(course, request, done)
        return done
    table = {Format.CANVAS: _canvas, Format.MOODLE: _moodle, Format.CSV: _plain}[request.format](request, done)
    ending = "" if request.format is Format.CSV else f"-{request.format}"
    path = request.output or Path(f"{request.assignment.name}{ending}.csv")
    _write(path, table)
    done.paths.append(path)
    return done


# --- the marks ------------------------------------------------------------------------------------------------


def marks_of(course: CourseRoot, assignment: Assignment, limits: Limits) -> tuple[list[Mark], list[Missing]]:
    """The complete marks in the gradebook, by student, and of whom there is none and why."""
    handed_in = {one.student: one for one in _handed_in(course, assignment)}
    people = collected(course.root, assignment.name)
    store = Store(results_folder(course.root))
    marks: list[Mark] = []
    missing: dict[str, str] = {}
    for student, read in _read_gradebook(course, assignment).items():
        submission = handed_in.pop(student, None)
        result, problem = _standing(course, store, submission, limits)
        problem = problem or read.problem
        if problem is None:
            person = Person(read.name, read.ids).joined(people.get(student, Person()))
            marks.append(
                Mark(student, person, read.score, read.max_score, read.penalty, read.when, read.cells, result)
            )
        else:
            missing[student] = problem
    for student, submission in handed_in.items():
        missing[student] = _standing(course, store, submission, limits)[1] or _UNGRADED
    left = [Missing(student, missing[student]) for student in sorted(missing)]
    return sorted(marks, key=lambda mark: mark.student), left


_UNGRADED = "is not graded yet: run `vaekit grade`"


@dataclass(frozen=True, slots=True)
class _Read:
    """A submission as the gradebook has it; `problem` says why it is no mark yet."""

    name: str
    ids: dict[str, str]
    score: float
    max_score: float
    penalty: float
    when: str
    cells: tuple[Cell, ...]
    problem: str | None


def _read_gradebook(course: CourseRoot, assignment: Assignment) -> dict[str, _Read]:
    remedy = f"run `nbgrader generate_assignment {assignment.name}` and `vaekit grade` first"
    if not course.has_gradebook:
        raise KitError(f"{course.root} has no gradebook: {remedy}.")
    try:
        with course.gradebook() as gradebook:
            gradebook.find_assignment(assignment.name)
            return {one.student.id: _read(one) for one in gradebook.assignment_submissions(assignment.name)}
    except MissingEntry:
        raise KitError(f"The gradebook of {course.root} does not know {assignment.name}: {remedy}.") from None
    except SQLAlchemyError as error:
        why = str(error).splitlines()[0]
        raise KitError(
            f"The gradebook of {course.root} can't be read ({why}): close what writes to it."
        ) from error


def _read(submission: Any) -> _Read:
    """A row of nbgrader's gradebook as plain values."""
    student = submission.student
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    open_cells = sorted(grade.name for grade in grades if grade.needs_manual_grade or not _has_points(grade))
    comments = {one.name: one.comment or "" for notebook in submission.notebooks for one in notebook.comments}
    cells = [
        Cell(one.name, float(one.score or 0), float(one.max_score), comments.get(one.name, "")) for one in grades
    ]
    penalty = float(submission.late_submission_penalty or 0)
    ids = {"student": student.id, **({"email": student.email} if student.email else {})}
    return _Read(
        name=" ".join(part for part in (student.first_name, student.last_name) if part),
        ids=ids,
        score=max(0.0, float(submission.score) - penalty),
        max_score=float(submission.max_score),
        penalty=penalty,
        when=submission.timestamp.isoformat(" ", "seconds") if submission.timestamp else "",
        cells=tuple(sorted(cells, key=lambda cell: cell.name)),
        problem=_problem(open_cells, grades),
    )


def _has_points(grade: Any) -> bool:
    """Whether anybody gave points: nbgrader's own sum counts what nobody has marked as zero."""
    return grade.auto_score is not None or grade.manual_score is not None


def _problem(open_cells: list[str], grades: list[Any]) -> str | None:
    if not grades:
        return _UNGRADED
    return f"is not marked yet: {', '.join(open_cells)}" if open_cells else None


def _handed_in(course: CourseRoot, assignment: Assignment) -> list[Submission]:
    folder = course.place("submitted", assignment.name, "someone").parent.parent
    try:
        found = find_submissions(folder) if folder.is_dir() else []
    except KitError:
        return []
    return with_foreign_evidence([one for one in found if one.assignment is assignment])


def _standing(
    course: CourseRoot, store: Store, submission: Submission | None, limits: Limits
) -> tuple[SubmissionResult | None, str | None]:
    """The stored result of just these files, and why they have no grade, where they have none.

    Where nothing is stored, as after an upgrade of the kit, the gradebook is believed if it is younger than the files.
    """
    if submission is None:
        return None, None
    keys = [key(submission, kind, limits) for kind in Kind]
    graded = next(filter(None, map(store.get, keys)), None)
    wanting = next(filter(None, map(store.get_attention, keys)), None)
    autograded = course.place("autograded", submission.assignment.name, submission.student)
    notebook = autograded / f"{submission.assignment.name}.ipynb"
    if graded is None and wanting is not None:
        return None, f"needs attention: {wanting.reason}"
    if not notebook.is_file():
        return graded, _UNGRADED
    if graded is None and _changed(submission.folder) > notebook.stat().st_mtime:
        return None, "has changed since it was graded: run `vaekit grade`"
    return graded, None


def _changed(folder: Path) -> float:
    """When a hand-in was changed last, in seconds since 1970."""
    return max((path.stat().st_mtime for path in folder.rglob("*") if path.is_file()), default=0.0)


# --- tables ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    rows: list[Sequence[str]]
    delimiter: str = ","
    marked: bool = False
    keep: tuple[int, ...] = ()  # columns that hold keys and numbers: never changed


def _number(value: float) -> str:
    """Points, as every importer reads them: a dot, no more digits than nbgrader's own sums carry."""
    return f"{round(value, 4):.10g}"


def _harmless(cell: str) -> str:
    """A text that a spreadsheet does not take for a formula: importers know students by their ids, not by this."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def _write(path: Path, table: _Table) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\n")
    for row in table.rows:
        writer.writerow([cell if at in table.keep else _harmless(cell) for at, cell in enumerate(row)])
    try:
        put_text(path, ("\ufeff" if table.marked else "") + text.getvalue())
    except OSError as error:
        raise KitError(f"{path} can't be written ({error.strerror}): name another file with --output.") from error


def _by_row(roster: Roster, done: Exported) -> dict[int, Mark]:
    """The mark of each row; marks that no row, or several, could take are moved to those left out."""
    found: dict[int, list[Mark]] = {}
    lost: list[Missing] = []
    for mark in done.marks:
        rows = find(mark.person, roster.known())
        if len(rows) == 1:
            found.setdefault(int(rows[0]), []).append(mark)
        else:
            where = f"stands in {len(rows)} rows of" if rows else "is not in"
            lost.append(Missing(mark.student, f"{where} {roster.path.name}, as far as can be told"))
    for row, marks in found.items():
        if len(marks) > 1:
            lost += [
                Missing(mark.student, f"shares row {row + 2} of {roster.path.name} with another") for mark in marks
            ]
    one_each = {row: marks[0] for row, marks in found.items() if len(marks) == 1}
    done.marks = list(one_each.values())
    done.missing = sorted([*done.missing, *lost], key=lambda one: one.student)
    return one_each


def _column(roster: Roster, wished: Iterable[str], given: str | None) -> int | None:
    """The column of that heading, without regard to case; with `given` that one or KitError."""
    heads = [head.casefold() for head in roster.header]
    if given is not None:
        if given.casefold() not in heads:
            raise KitError(f"{roster.path} has no column {given}: it has {', '.join(roster.header)}.")
        return heads.index(given.casefold())
    names = {name.casefold() for name in wished}
    return next((at for at, head in enumerate(heads) if head in names), None)


def _expect(roster: Roster | None, platform: str, what: str) -> Roster:
    if roster is None:
        raise KitError(f"{what}: name it with --roster.")
    if roster.platform != platform:
        raise KitError(f"{roster.path} is not what {platform.title()} exports. {what}.")
    return roster


# --- Canvas -----------------------------------------------------------------------------------------------------


def _canvas(request: Request, done: Exported) -> _Table:
    """Canvas's own export with the columns that say who is who, and one for this assignment.

    Who is left out keeps what Canvas has: an empty cell would take a grade away.
    """
    roster = _expect(request.roster, "canvas", "Canvas knows its students by its own gradebook (Grades, Export)")
    keys = [at for at, head in enumerate(roster.header) if head.casefold() in _CANVAS_KEYS]
    at = _canvas_column(roster, request)
    heading = roster.header[at] if at is not None else request.assignment.name
    marks = _by_row(roster, done)
    rows: list[Sequence[str]] = [[*(roster.header[key] for key in keys), heading]]
    for number, row in enumerate(roster.rows):
        before = row[at] if at is not None else ""
        value = _number(marks[number].score) if number in marks else before
        if "points possible" in row[0].casefold():
            value = _possible(request, done, before)
        rows.append([*(row[key] for key in keys), value])
    if at is None:
        done.remarks.append(
            f"{roster.path.name} has no column for {request.assignment.name}: Canvas will ask whether to make one."
        )
    keep = tuple(place for place, key in enumerate(keys) if roster.header[key].casefold() == "id")
    return _Table(rows, roster.delimiter, roster.marked, (*keep, len(keys)))


def _canvas_column(roster: Roster, request: Request) -> int | None:
    """The assignment's column, "title (number)", or None."""
    if request.column is not None:
        return _column(roster, (), request.column)
    name = _letters(request.assignment.name)
    titles = {at: head.rpartition(" (")[0] or head for at, head in enumerate(roster.header)}
    found = [at for at, title in titles.items() if _letters(title) == name]
    if len(found) > 1:
        raise KitError(f"{roster.path} has several columns for {request.assignment.name}: name one with --column.")
    return found[0] if found else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _possible(request: Request, done: Exported, before: str) -> str:
    most = _most(request, done)
    if before and before != "(read only)":
        _compare_maximum(done, before, most)
        return before
    return _number(most)


def _most(request: Request, done: Exported) -> float:
    everything = request.assignment.max_score + request.assignment.manual_max
    return max((mark.max_score for mark in done.marks), default=everything)


def _compare_maximum(done: Exported, theirs: str, ours: float) -> None:
    try:
        differs = float(theirs.replace(",", ".")) != ours
    except ValueError:
        return
    if differs:
        done.remarks.append(
            f"The platform gives {theirs} points at most and the gradebook {ours:g}: marks are not scaled."
        )


# --- Moodle -----------------------------------------------------------------------------------------------------


def _moodle(request: Request, done: Exported) -> _Table:
    """Moodle's grading worksheet, with the grades filled in; without one, a worksheet of whom `collect` has met."""
    if request.roster is None:
        return _own_worksheet(done)
    roster = _expect(
        request.roster, "moodle", "Moodle knows its students by its grading worksheet (Download grading worksheet)"
    )
    at = _column(roster, _GRADE, request.column)
    if at is None:
        raise KitError(
            f"{roster.path} has no column called Grade: name it with --column, of {', '.join(roster.header)}."
        )
    marks = _by_row(roster, done)
    most = _column(roster, _MAXIMUM, None)
    if most is not None and done.marks:
        _compare_maximum(done, roster.rows[0][most], done.marks[0].max_score)
    rows: list[Sequence[str]] = [roster.header]
    for number, row in enumerate(roster.rows):
        filled = list(row)
        if number in marks:
            filled[at] = _number(marks[number].score)
        rows.append(filled)
    return _Table(rows, roster.delimiter, roster.marked, (0, at))


def _own_worksheet(done: Exported) -> _Table:
    rows: list[Sequence[str]] = [_MOODLE]
    known = [mark for mark in done.marks if "moodle" in mark.person.ids]
    unknown = [mark for mark in done.marks if "moodle" not in mark.person.ids]
    for mark in known:
        cells = {
            "Identifier": f"Participant {mark.person.ids['moodle']}",
            "Full name": mark.person.name,
            "Email address": mark.person.ids.get("email", ""),
            "Grade": _number(mark.score),
            "Maximum grade": _number(mark.max_score),
            "Grade can be changed": "Yes",
        }
        rows.append([cells.get(head, "-" if head.startswith("Last") else "") for head in _MOODLE])
    why = "was not collected from Moodle: name its grading worksheet with --roster"
    done.missing = sorted(
        [*done.missing, *(Missing(mark.student, why) for mark in unknown)], key=lambda one: one.student
    )
    done.marks = known
    return _Table(
        rows,
        keep=(0, _MOODLE.index("Grade"), *(_MOODLE.index(head) for head in _MOODLE if head.startswith("Last"))),
    )


# --- plain ------------------------------------------------------------------------------------------------------


def _plain(request: Request, done: Exported) -> _Table:
    """One row a student, with the points of every cell."""
    if request.roster is not None:
        _by_row(request.roster, done)
        done.marks.sort(key=lambda mark: mark.student)
    cells = sorted({cell.name for mark in done.marks for cell in mark.cells})
    heads = [
        "assignment",
        "student_id",
        "name",
        "email",
        "timestamp",
        *cells,
        "late_submission_penalty",
        "score",
        "max_score",
    ]
    rows: list[Sequence[str]] = [heads]
    for mark in done.marks:
        points = {cell.name: _number(cell.score) for cell in mark.cells}
        who = [
            request.assignment.name,
            mark.student,
            mark.person.name,
            mark.person.ids.get("email", ""),
            mark.handed_in,
        ]
        sums = [_number(mark.penalty), _number(mark.score), _number(mark.max_score)]
        rows.append([*who, *(points.get(cell, "") for cell in cells), *sums])
    return _Table(rows)


# --- Gradescope -------------------------------------------------------------------------------------------------


def _write_gradescope(course: CourseRoot, request: Request, done: Exported) -> None:
    """One `results.json` a submission, in a folder called as Gradescope's own, or as the student."""
    folder = request.output or Path(f"{request.assignment.name}-gradescope")
    if request.roster is not None:
        _by_row(request.roster, done)
        done.marks.sort(key=lambda mark: mark.student)
    try:
        for mark in done.marks:
            path = folder / mark.person.ids.get("gradescope", mark.student) / "results.json"
            put_text(path, json.dumps(_results(mark, request.assignment), indent=2, ensure_ascii=False) + "\n")
            done.paths.append(path)
        for path in set(folder.glob("*/results.json")) - set(done.paths):
            if _is_ours(path):
                path.unlink()  # of an earlier export, whose mark does not stand any more
    except OSError as error:
        raise KitError(
            f"{folder} can't be written ({error.strerror}): name another folder with --output."
        ) from error


def _results(mark: Mark, assignment: Assignment) -> dict[str, Any]:
    late = f"{_number(mark.penalty)} points were taken for handing in late." if mark.penalty else ""
    return {
        "score": round(mark.score, 4),
        "max_score": mark.max_score,
        "output": late,
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [*_machine_tests(mark, assignment), *_manual_tests(mark, assignment)],
        "extra_data": {"written_by": "vaekit", "student": mark.student},
    }


def _machine_tests(mark: Mark, assignment: Assignment) -> list[dict[str, Any]]:
    """Each check with its message, where the result is stored and agrees with the gradebook; else each cell."""
    points = {cell.name: cell for cell in mark.cells}
    found = []
    for task in assignment.tasks:
        cell = points.get(task.check_cell)
        stored = next((one for one in mark.result.tasks if one.id == task.id), None) if mark.result else None
        if cell is not None and stored is not None and stored.earned == cell.score:
            found += [
                _test(f"{task.id}: {one.sentence}", one.earned, one.points, one.message) for one in stored.checks
            ]
        elif cell is not None:
            found.append(_test(task.id, cell.score, cell.max_score, cell.comment))
    return found


def _manual_tests(mark: Mark, assignment: Assignment) -> list[dict[str, Any]]:
    machine = {task.check_cell for task in assignment.tasks}
    cells = [cell for cell in mark.cells if cell.name not in machine]
    return [_test(cell.name, cell.score, cell.max_score, cell.comment) for cell in cells]


def _test(name: str, score: float, most: float, output: str) -> dict[str, Any]:
    status = "passed" if score >= most else "failed"
    return {
        "name": name,
        "score": score,
        "max_score": most,
        "status": status,
        "output": output,
        "visibility": "visible",
    }


def _is_ours(path: Path) -> bool:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return bool(record["extra_data"]["written_by"] == "vaekit")
    except (OSError, ValueError, KeyError, TypeError):
        return False
