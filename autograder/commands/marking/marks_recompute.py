"""`vaekit marks recompute`: what a changed rubric makes of the marks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from autograder.commands.marking.opened_marks import (
    CellOption,
    MarkerOption,
    chosen_cells,
    marker_name,
    opened_book,
)
from autograder.commands.terminal import AssignmentOption, CourseOption, Status, err, number_of, out, text
from autograder.records.errors import KitError
from autograder.records.marking.marks import Conflict

if TYPE_CHECKING:
    from autograder.marking.marks.recompute import Recomputed


def recompute_command(
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    cells: CellOption = None,
    marker: MarkerOption = "",
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking.")] = False,
) -> None:
    """After a rubric was changed: give each mark the points of its levels as they are now.

    Lists whom it changes and which marks can't be computed, and asks before anything is written.

    Example: [bold]vaekit marks recompute[/bold]

    Exit status: 0 every mark is one of the rubric as it is; 1 some are not, or nothing was written; 2 unusable arguments.
    """
    with opened_book(course, assignment) as book:
        from autograder.marking.marks import recompute

        found = [one for cell in chosen_cells(book, cells) for one in recompute.recomputed(book, cell)]
        can = [one for one in found if one.after is not None]
        _print_recomputed(found)
        agreed = bool(can) and (yes or _asked(f"Write {number_of(len(can), 'mark')}?"))
        if agreed:
            try:
                recompute.write(book, can, marker_name(marker))
            except Conflict as error:
                raise KitError(f"{error} Run the command again.") from error
            out.print(f"{number_of(len(can), 'mark')} written.", highlight=False)
        elif can:
            out.print("Nothing was written: say --yes, or answer at a terminal.", highlight=False)
    raise typer.Exit(Status.GRADED if len(can) == len(found) and (agreed or not can) else Status.ATTENTION)


def _print_recomputed(found: list[Recomputed]) -> None:
    if not found:
        out.print("Every mark is one of the rubrics as they are.", highlight=False)
        return
    table = Table("student", "text", "mark", "before", "after", "")
    for one in found:
        after = "" if one.after is None else f"{one.after:g}"
        why = one.why or ("" if one.after != one.before else "the same points, by the changed words")
        row = (one.entry.student, one.entry.cell, one.reading.name.lower(), f"{one.before:g}", after, why)
        table.add_row(*map(text, row))
    out.print(table)


def _asked(question: str) -> bool:
    return err.is_terminal and typer.confirm(question, err=True)
