"""`vaekit export`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.terminal import (
    AssignmentOption,
    CourseOption,
    Status,
    busy,
    expect_writable,
    number_of,
    out,
    stop,
    text,
    write_json,
)
from autograder.platforms.registry import formats, listed, platform_for
from autograder.platforms.transfer.rosters import read_roster
from autograder.records.errors import KitError

if TYPE_CHECKING:
    from autograder.platforms.tables.exported_marks import Exported
from autograder.commands.chosen_course import chosen_assignment, course_of_command
from autograder.commands.submissions import some_names


def export_command(
    format_: Annotated[str, typer.Option("--format", help=f"{listed(formats())}.")],
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="CSV", help="The table that the platform exported, to be filled in.")
    ] = None,
    column: Annotated[
        str | None, typer.Option(help="The roster's column for the mark, where its heading does not tell.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="The file, or the folder where the platform takes several files.")
    ] = None,
    feedback: Annotated[
        Path | None,
        typer.Option(metavar="ZIP", help="Also write the feedback pages, named as the platform wants them."),
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what was exported to this file.")] = None,
) -> None:
    """Write the course's marks as the file that a learning platform imports.

    Example: [bold]vaekit export --format canvas --roster grades.csv[/bold]

    Exit status: 0 every submission is in the file; 1 some are left out, with the reasons; 2 unusable arguments or input.
    """
    try:
        expect_writable(json_file)
        root = course_of_command(course)
        platform = platform_for(format_)
        from autograder.course.configuration.course_root import opened
        from autograder.platforms.transfer.export import ExportRequest, export  # nbgrader takes seconds to import

        table = read_roster(roster) if roster else None
        chosen = chosen_assignment(assignment, root, "submitted/*")
        chosen.expect_installed()
        request = ExportRequest(platform, chosen, table, output, column, feedback)
        with busy("reading the gradebook"):
            done = export(opened(root), request)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    done.remarks += _told_besides(done)
    if json_file:
        write_json(json_file, done.as_json())
    _print_exported(done)
    raise typer.Exit(Status.ATTENTION if done.missing or not done.marks else Status.GRADED)


def _told_besides(done: Exported) -> Iterator[str]:
    """Remarks on the marks that were written: texts that nobody has read, and students whose hand-in is missing."""
    from autograder.course.gradebook.cells.earned_points import gone_words, unchanged_words

    found = [mark for mark in done.marks if mark.unchanged]
    if found:
        cells = [is_text for mark in found for is_text in mark.unchanged]
        yield unchanged_words(cells, some_names([mark.student for mark in found]))
    gone = [mark.student for mark in done.marks if mark.gone]
    if gone:
        yield gone_words(some_names(gone))


def _print_exported(done: Exported) -> None:
    for one in done.missing:
        out.print(f"left out: [bold]{text(one.student)}[/bold] {text(one.why)}", highlight=False)
    for remark in done.remarks:
        out.print(text(remark), highlight=False)
    where = str(done.paths[0]) if len(done.paths) == 1 else f"{len(done.paths)} files"
    if len(done.paths) > 1:
        where += f" in {done.paths[0].parent.parent}"
    out.print(
        f"{number_of(len(done.marks), 'mark')} written to {text(where)}; {len(done.missing)} left out.",
        highlight=False,
    )
