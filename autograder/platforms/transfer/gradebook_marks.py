"""The marks of a course, read once from nbgrader's gradebook.

What is not marked yet, or needs attention, is listed and left out: an absent mark is never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.feedback.feedback_folder import shown_marks
from autograder.course.gradebook.access import Gradebook, GradebookFailed, MissingEntry
from autograder.course.gradebook.cells.earned_points import left_unchanged, to_mark
from autograder.course.gradebook.course_assignment import CourseAssignment
from autograder.course.gradebook.marks.shown_to_students import digest_of_shown_marks
from autograder.course.gradebook.recording import graded_files
from autograder.grading.kept_settings import settings_of_course
from autograder.grading.results.keys import files_hash
from autograder.grading.results.store import Store, results_folder
from autograder.grading.settings import Settings
from autograder.handin.collected_students import KnownStudent, collected
from autograder.handin.find_submissions import find_submissions
from autograder.handin.shared_training_runs import with_foreign_evidence
from autograder.handin.submission import Submission
from autograder.platforms.tables.exported_marks import CellPoints, FinalMark, StudentWithoutMark
from autograder.records.errors import KitError
from autograder.records.person import Person
from autograder.records.results import SubmissionResult


def final_marks(course: CourseRoot, assignment: Assignment) -> tuple[list[FinalMark], list[StudentWithoutMark]]:
    """The complete marks in the gradebook, by student, and of whom there is none and why."""
    submissions = {one.student: one for one in _handed_in(course, assignment)}
    people = collected(course.root, assignment.name)
    store, settings = Store(results_folder(course.root)), settings_of_course(course.root, assignment.name)
    marks: list[FinalMark] = []
    missing: dict[str, str] = {}
    for student, row in _read_gradebook(course, assignment).items():
        submission = submissions.pop(student, None)
        result, problem = _stored_result(course, store, submission, settings, row.checks)
        problem = problem or row.problem
        if problem is None:
            person = Person(row.name, row.ids).joined(people.get(student, KnownStudent()).person)
            marks.append(
                FinalMark(
                    student,
                    person,
                    row.score,
                    row.max_score,
                    row.penalty,
                    row.when,
                    row.cells,
                    result,
                    row.unchanged,
                    shown_marks(course.root, assignment.name, student) in row.told,
                    submission is None,
                )
            )
        else:
            missing[student] = problem
    for student, submission in submissions.items():
        missing[student] = _stored_result(course, store, submission, settings, {})[1] or _UNGRADED
    left = [StudentWithoutMark(student, missing[student]) for student in sorted(missing)]
    return sorted(marks, key=lambda mark: mark.student), left


_OTHER_GRADE = "has other points in the gradebook than its grading gave: run `vaekit grade`"
_CHANGED = "has changed since it was graded, or the kit or the assignment has: run `vaekit grade`"
_UNGRADED = "is not graded yet: run `vaekit grade`"


@dataclass(frozen=True, slots=True)
class _GradebookRow:
    """A submission as the gradebook has it; `problem` says why it is no mark yet.

    `checks` has what nbgrader took for each cell's points. `unchanged` is as in `FinalMark`. `told` are digests of these
    marks: a feedback page that tells the marks is noted with one of them.
    """

    name: str
    ids: dict[str, str]
    score: float
    max_score: float
    penalty: float
    when: str
    cells: tuple[CellPoints, ...]
    problem: str | None
    unchanged: tuple[bool, ...]
    checks: dict[str, float | None]
    told: frozenset[str]


def _read_gradebook(course: CourseRoot, assignment: Assignment) -> dict[str, _GradebookRow]:
    remedy = f"run `nbgrader generate_assignment {assignment.name}` and `vaekit grade` first"
    if not course.has_gradebook:
        raise KitError(f"{course.root} has no gradebook: {remedy}.")
    try:
        with course.gradebook() as gradebook:
            gradebook.find_assignment(assignment.name)
            here = CourseAssignment(course, assignment)
            here.expect_same_points(gradebook)
            found = {
                one.student.id: _row(one, assignment) for one in gradebook.assignment_submissions(assignment.name)
            }
            return {student: _up_to_date(here, gradebook, student, row) for student, row in found.items()}
    except MissingEntry:
        raise KitError(f"The gradebook of {course.root} does not know {assignment.name}: {remedy}.") from None
    except GradebookFailed as error:
        why = str(error).splitlines()[0]
        raise KitError(
            f"The gradebook of {course.root} can't be read ({why}): close what writes to it."
        ) from error


def _up_to_date(here: CourseAssignment, gradebook: Gradebook, student: str, row: _GradebookRow) -> _GradebookRow:
    """What was read, which is no mark where times, penalties, points or rubrics are others than when it was graded."""
    why = here.why_no_time(student) if row.cells else None
    if why is not None:
        return replace(row, problem=f"may be late: {why}")
    changes = here.changes(gradebook, student) if row.cells else []
    if not changes:
        return row
    return replace(row, problem=f"has changed since it was graded ({'; '.join(changes)}): run `vaekit grade`")


def _row(submission: Any, assignment: Assignment) -> _GradebookRow:
    """A row of nbgrader's gradebook as plain values."""
    student = submission.student
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    open_cells = sorted(
        name if notebook.name == assignment.name else f"{notebook.name}/{name}"
        for notebook in submission.notebooks
        for name in to_mark(notebook)
    )
    comments = {one.name: one.comment or "" for notebook in submission.notebooks for one in notebook.comments}
    cells = [
        CellPoints(one.name, float(one.score or 0), float(one.max_score), comments.get(one.name, ""))
        for one in grades
    ]
    penalty = float(submission.late_submission_penalty or 0)
    ids = {"student": student.id, **({"email": student.email} if student.email else {})}
    return _GradebookRow(
        name=" ".join(part for part in (student.first_name, student.last_name) if part),
        ids=ids,
        score=max(0.0, float(submission.score) - penalty),
        max_score=float(submission.max_score),
        penalty=penalty,
        when=submission.timestamp.isoformat(" ", "seconds") if submission.timestamp else "",
        cells=tuple(sorted(cells, key=lambda cell: cell.name)),
        problem=_problem(open_cells, grades),
        told=frozenset(digest_of_shown_marks(one) for one in submission.notebooks if one.name == assignment.name),
        checks={grade.name: grade.auto_score for grade in grades},
        unchanged=tuple(
            is_text for notebook in submission.notebooks for is_text in left_unchanged(notebook).values()
        ),
    )


def _problem(open_cells: list[str], grades: list[Any]) -> str | None:
    if not grades:
        return _UNGRADED
    return f"is not marked yet: {', '.join(open_cells)}" if open_cells else None


def _handed_in(course: CourseRoot, assignment: Assignment) -> list[Submission]:
    folder = course.handed_in(assignment.name)
    try:
        found = find_submissions(folder) if folder.is_dir() else []
    except KitError:
        return []
    return with_foreign_evidence([one for one in found if one.assignment is assignment])


def _stored_result(
    course: CourseRoot,
    store: Store,
    submission: Submission | None,
    settings: Settings,
    checks: Mapping[str, float | None],
) -> tuple[SubmissionResult | None, str | None]:
    """The stored result of just these files, and why they have no grade, where they have none.

    Where nothing is stored, as after an upgrade of the kit, the gradebook is believed if it has the grade of these files,
    or, where that is not known, if it is younger than they are.
    """
    if submission is None:
        return None, None
    key = settings.key_of(submission)
    stored, wanting = store.get(key), store.get_attention(key)
    graded = stored if stored is not None and _agrees(stored, submission.assignment, checks) else None
    autograded = course.place("autograded", submission.assignment.name, submission.student)
    notebook = autograded / f"{submission.assignment.name}.ipynb"
    if stored is None and wanting is not None:
        return None, f"needs attention: {wanting.reason}"
    if not notebook.is_file():
        return graded, _UNGRADED
    if stored is not None and graded is None:
        return None, _OTHER_GRADE
    known = graded_files.noted_hash(course.root, submission.assignment.name, submission.student)
    if known is not None:
        return graded, None if known == files_hash(submission) else _CHANGED
    if graded is None and _changed(submission.folder) > notebook.stat().st_mtime:
        return None, _CHANGED
    return graded, None


def _agrees(result: SubmissionResult, assignment: Assignment, checks: Mapping[str, float | None]) -> bool:
    """Whether the gradebook has the points that a stored grade gives."""
    return all(checks.get(assignment.task(task.id).check_cell) == task.earned for task in result.tasks)


def _changed(folder: Path) -> float:
    """When a hand-in was changed last, in seconds since 1970."""
    return max((path.stat().st_mtime for path in folder.rglob("*") if path.is_file()), default=0.0)
