"""Marks out: nbgrader's gradebook as the file that a learning platform imports, and the feedback pages beside it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot
from autograder.handin.collected_students import KnownStudent, collected
from autograder.platforms.platform import Platform
from autograder.platforms.tables.exported_marks import Export, Exported, FinalMark, StudentWithoutMark
from autograder.platforms.tables.roster import Roster, none_of
from autograder.platforms.transfer.gradebook_marks import final_marks
from autograder.platforms.transfer.people import find
from autograder.records.errors import KitError
from autograder.records.person import Person


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export, and how; `column` names the roster's column for the mark where its heading does not tell it."""

    platform: Platform
    assignment: Assignment
    roster: Roster | None = None
    output: Path | None = None
    column: str | None = None
    feedback: Path | None = None  # a zip of the feedback pages, to be written too


def export(course: CourseRoot, request: ExportRequest) -> Exported:
    """Write the marks of a course for a platform; raises KitError where there are none to write or no place for them."""
    marks, missing = final_marks(course, request.assignment)
    done = Exported(marks=marks, missing=missing)
    if request.feedback is not None and request.platform.no_feedback is not None:
        raise KitError(request.platform.no_feedback)
    roster = request.roster
    if roster is not None and roster.table.hint is not None:
        done.remarks.append(
            f"The first line of {roster.path.name}, {roster.table.hint}, is Excel's: it was left out."
        )
    _expect_its_table(request.platform, roster)
    rows = _by_row(roster, done) if roster is not None else {}
    path = request.output or request.platform.default_path(request.assignment)
    request.platform.write(Export(request.assignment, path, done, roster, rows, request.column))
    _write_feedback(course, request, done)
    return done


def _expect_its_table(platform: Platform, roster: Roster | None) -> None:
    """Raise KitError where a platform's export fills in its own table, and there is none or another's."""
    if roster is None and platform.needs_table:
        raise KitError(f"{platform.own_table}: name it with --roster.")
    if roster is not None and platform.own_table and roster.platform != platform.name:
        raise KitError(f"{roster.path} is not what {platform.name} exports. {platform.own_table}.")


def _by_row(roster: Roster, done: Exported) -> dict[int, FinalMark]:
    """The mark of each row; marks that no row, or several, could take are moved to those left out."""
    found: dict[int, list[FinalMark]] = {}
    lost: list[StudentWithoutMark] = []
    for mark in done.marks:
        rows = find(mark.person, roster.known())
        if len(rows) == 1:
            found.setdefault(int(rows[0]), []).append(mark)
        else:
            where = f"stands in {len(rows)} rows of" if rows else "is not in"
            lost.append(StudentWithoutMark(mark.student, f"{where} {roster.path.name}, as far as can be told"))
    if done.marks and not found:
        raise none_of(len(done.marks), roster)
    for row, marks in found.items():
        if len(marks) > 1:
            lost += [
                StudentWithoutMark(mark.student, f"shares row {row + 2} of {roster.path.name} with another")
                for mark in marks
            ]
    known = dict(roster.known())
    one_each = {
        row: replace(marks[0], person=marks[0].person.joined(known[str(row)]))
        for row, marks in found.items()
        if len(marks) == 1
    }
    done.marks = list(one_each.values())
    done.missing = sorted([*done.missing, *lost], key=lambda one: one.student)
    return one_each


# --- feedback -------------------------------------------------------------------------------------------------


def _write_feedback(course: CourseRoot, request: ExportRequest, done: Exported) -> None:
    """The pages of those whose marks were written, as the platform takes them for upload."""
    if request.feedback is None:
        return
    name = request.assignment.name
    met = collected(course.root, name)
    old = [mark for mark in done.marks if not mark.shown and course.place("feedback", name, mark.student).is_dir()]
    why = f"has a feedback page that is older than the mark: run `nbgrader generate_feedback {name} --force`"
    done.remarks += [f"{mark.student} {why}." for mark in old]
    pages = [
        (
            mark.student,
            mark.person,
            met.get(mark.student, KnownStudent()),
            course.place("feedback", name, mark.student),
        )
        for mark in done.marks
        if mark not in old
    ]
    files = [(student, person, one, folder / f"{name}.html") for student, person, one, folder in pages]
    left = _write_pages(request.feedback, request.platform, request.assignment, files)
    done.remarks += [f"{student} {why}." for student, why in left]
    done.remarks.append(f"{len(files) - len(left)} feedback pages written to {request.feedback}.")


def _write_pages(
    path: Path, platform: Platform, assignment: Assignment, pages: Iterable[tuple[str, Person, KnownStudent, Path]]
) -> list[tuple[str, str]]:
    """Write the pages of feedback into a zip; whose page is not in it, and why."""
    left: list[tuple[str, str]] = []
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for student, person, met, page in pages:
                name = platform.feedback_name(student, person, met.handed_in, f"{assignment.name}.html")
                if name is None:
                    left.append(
                        (student, f"was not collected from {platform.name}: no name for the feedback file")
                    )
                elif not page.is_file():
                    remedy = f"run `nbgrader generate_feedback {assignment.name} --force`"
                    left.append((student, f"has no feedback page: {remedy}"))
                else:
                    archive.write(page, name)
    except OSError as error:
        raise KitError(
            f"{path} can't be written ({error.strerror}): name another file with --feedback."
        ) from error
    return left
