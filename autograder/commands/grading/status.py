"""`vaekit status`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.submissions import load_statuses, submitted_folder
from autograder.commands.terminal import (
    AssignmentOption,
    CourseOption,
    Status,
    busy,
    expect_writable,
    stop,
    write_json,
)
from autograder.records.errors import KitError

if TYPE_CHECKING:
    from autograder.commands.grading.class_status import ClassStatus


def status_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="As for grade; submitted/ if none is named.")
    ] = None,
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the list to this file.")] = None,
) -> None:
    """Show how far the grading of a course is: graded, stale, not graded yet, or in need of attention.

    Example: [bold]vaekit status submitted/[/bold]

    Exit status: 0 every submission is graded and in the gradebook; 1 something is left to do; 2 unusable arguments.
    """
    from autograder.commands.grading.class_status import load_class_status, print_class_status

    try:
        expect_writable(json_file)
        root, settings, statuses = load_statuses(course, paths or [submitted_folder(course)], assignment)
        with busy("looking into the gradebook"):
            found = load_class_status(root, settings, statuses)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    if json_file:
        write_json(json_file, _as_json(found))
    print_class_status(found)
    raise typer.Exit(Status.GRADED if found.is_complete else Status.ATTENTION)


def _as_json(found: ClassStatus) -> dict[str, object]:
    from autograder.handin.shared_training_runs import shared_run_sentences

    return {
        "schema": 1,
        "submissions": [_row_as_json(found, number) for number in range(len(found.statuses))],
        "handed_in_nothing": list(found.overview.missing),
        "marked_without_hand_in": list(found.overview.gone),
        "shared_runs": shared_run_sentences(found.submissions),
    }


def _row_as_json(found: ClassStatus, number: int) -> dict[str, object]:
    status = found.statuses[number]
    student, result = status.student, status.result
    row = found.overview.rows.get(student)
    return {
        "student": student,
        "path": str(status.submission.path),
        "status": status.state.value,
        "score": result.score if result else None,
        "reason": result.reason if result else None,
        "recorded": student in found.recorded,
        "changes": [change for change, students in found.changes.items() if student in students],
        "to_mark": list(row.to_mark) if row else [],
        "unchanged": list(row.unchanged) if row else [],
        "total": row.total if row else None,
        "penalty": row.penalty if row else None,
        "late_s": row.late.total_seconds() if row else None,
        "feedback": row.feedback.value if row else None,
    }
