"""`vaekit collect`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from autograder.commands.terminal import (
    AssignmentOption,
    CourseOption,
    Status,
    busy,
    err,
    expect_writable,
    number_of,
    out,
    some,
    stop,
    text,
    write_json,
)
from autograder.platforms.registry import handing_out, listed
from autograder.records.errors import KitError

if TYPE_CHECKING:
    from autograder.platforms.transfer.archive.unpack import LeftOut
    from autograder.platforms.transfer.collect.records import Collected
from autograder.commands.chosen_course import chosen_assignment, course_of_command


def collect_command(
    archives: Annotated[
        list[Path],
        typer.Argument(metavar="ARCHIVE...", help="What the platform handed out: .zip, .tar.gz, or a folder."),
    ],
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Who is who: the platform's own table, or id, first_name, …")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be collected.")] = False,
    replace_: Annotated[
        bool, typer.Option("--replace", help="Take what differs from what is there; that is kept aside.")
    ] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the list to this file.")] = None,
) -> None:
    """Take in what {platforms} handed out, into the course's submitted/.

    Example: [bold]vaekit collect submissions.zip --roster grades.csv --dry-run[/bold]

    Exit status: 0 everything came in; 1 something did not, or differs from what is there; 2 unusable arguments or input.
    """
    try:
        expect_writable(json_file)
        root = course_of_command(course)
        from autograder.course.configuration.course_root import opened
        from autograder.platforms.transfer.collect.collecting import collect  # nbgrader is slow to import
        from autograder.platforms.transfer.collect.records import CollectOutcome, CollectRequest
        from autograder.platforms.transfer.rosters import read_roster

        chosen = chosen_assignment(assignment, root, "source", "release")
        table = read_roster(roster) if roster else None
        order = CollectRequest(tuple(archives), chosen, table, dry_run, replace_)
        with busy("reading the archives"):
            found = collect(opened(root), order)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    done, left = found.done, found.left
    if json_file:
        rows: dict[str, object] = {"schema": 1, "assignment": chosen.name, "dry_run": dry_run}
        rows["submissions"] = [one.as_json() for one in done]
        rows["left_out"] = [{"file": one.name, "reason": one.why, "serious": one.serious} for one in left]
        rows["problem"] = found.problem
        write_json(json_file, rows)
    _print_collected(done, left, dry_run)
    if found.problem:
        err.print(f"vaekit: {text(found.problem)}", highlight=False, soft_wrap=True)
    open_ends = bool(found.problem) or any(one.serious for one in left)
    open_ends |= any(one.outcome is CollectOutcome.KEPT or one.doubtful for one in done)
    raise typer.Exit(Status.ATTENTION if open_ends or not done else Status.GRADED)


collect_command.__doc__ = (collect_command.__doc__ or "").format(platforms=listed(handing_out()))

_MOST_LEFT = 300  # files left out that are named: a class of a hundred leaves about as many


def _print_collected(done: list[Collected], left: list[LeftOut], dry_run: bool) -> None:
    table = Table(title="nothing is changed: --dry-run" if dry_run else None, title_justify="left")
    for head in ("student", "name", "from", "late", "files", "outcome"):
        table.add_column(head, overflow="fold")
    for one in done:
        cells = (one.student, one.person.name, one.platform, "late" if one.late else "")
        files = "\n".join(map(text, some(one.files, "they are all in the student's folder")))
        table.add_row(*map(text, cells), files, _outcome(one, dry_run))
    if done:
        out.print(table)
    for one in done:
        for line in some([f"[bold]{text(one.student)}[/bold]: {text(remark)}" for remark in one.remarks]):
            out.print(line, highlight=False)
    first = sorted(left, key=lambda what: not what.serious)
    for what in first[:_MOST_LEFT]:
        out.print(f"left out: [bold]{text(what.name, 200)}[/bold] {text(what.why)}", highlight=False)
    if len(first) > _MOST_LEFT:
        out.print(f"left out: {len(first) - _MOST_LEFT} more, which --json lists", highlight=False)
    counts = Counter(_outcome(one, dry_run) for one in done)
    words = ", ".join(f"{count} {word}" for word, count in counts.items()) or "none that can be collected"
    out.print(f"{number_of(len(done), 'submission')}: {words}; {len(left)} left out.", highlight=False)


def _outcome(one: Collected, dry_run: bool) -> str:
    """The outcome of a hand-in; in a dry run, what the outcome would be."""
    changes = dry_run and one.outcome.value in ("collected", "replaced")
    return f"would be {one.outcome.value}" if changes else one.outcome.value
