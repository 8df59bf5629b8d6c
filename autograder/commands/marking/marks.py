"""`vaekit marks`: how far the marking is, marks under another name; its other commands have modules of their own."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.marking.marks_readings import agreement_command, choose_command
from autograder.commands.marking.marks_recompute import recompute_command
from autograder.commands.marking.marks_tables import export_marks_command, import_marks_command
from autograder.commands.marking.opened_marks import MarkerOption, marker_name, opened_book
from autograder.commands.submissions import some_names
from autograder.commands.terminal import AssignmentOption, Command, CourseOption, Status, out, text
from autograder.records.marking.marks import State

if TYPE_CHECKING:
    from autograder.marking.marks.store import MarkBook

marks_app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")


@marks_app.callback()
def _marks() -> None:
    """Marks of texts: as tables, by a changed rubric, under another name, and how far markers agree."""


def status_command(course: CourseOption = Path(), assignment: AssignmentOption = None) -> None:
    """Tell how far the marking is, and what of it does not count any more.

    Example: [bold]vaekit marks status[/bold]

    Exit status: 0 every text has a mark that counts; 1 some are to be marked, or a mark has lost its text; 2 unusable
    arguments.
    """
    with opened_book(course, assignment) as book:
        open_ = [_tell_cell(book, cell) for cell in book.rubrics]
        left = _tell_dropped(book)
    raise typer.Exit(Status.ATTENTION if any(open_) or left else Status.GRADED)


def _tell_cell(book: MarkBook, cell: str) -> bool:
    """Print how far one text is; returns whether something is to be done."""
    entries = book.entries(cell)
    told = {state: [one for one in entries if one.state is state] for state in State}
    counts = ", ".join(f"{len(found)} {state.value}" for state, found in told.items() if found)
    out.print(f"[bold]{text(cell)}[/bold]: {counts or 'nothing graded yet'}", highlight=False)
    for state in (State.STALE, State.OVERRULED, State.GONE):
        reasons: dict[str, list[str]] = {}
        for one in told[state]:
            reasons.setdefault(one.why, []).append(one.student)
        for why, students in reasons.items():
            out.print(f"  {text(some_names(students))}: {text(why)}", highlight=False)
    from autograder.marking.marks.moving import successors

    for earlier, student in successors(book, cell):
        names = shlex.join([earlier, student])
        words = f"  {student} has handed in the text that {earlier} had: `vaekit marks move {names}`"
        out.print(text(words), highlight=False)
    return any(told[state] for state in (State.UNMARKED, State.STALE, State.GONE))


def _tell_dropped(book: MarkBook) -> bool:
    """Tell of marks of texts that the assignment has no more."""
    kept = sorted({cell for _, cell, _, _, mark in book.store.marks() if mark and cell not in book.rubrics})
    for cell in kept:
        out.print(
            text(f"{cell}: marks are kept, and the assignment has no rubric for it any more"), highlight=False
        )
    return bool(kept)


def move_command(
    earlier: Annotated[str, typer.Argument(metavar="EARLIER", help="The name under which the marks stand.")],
    student: Annotated[str, typer.Argument(metavar="NOW", help="The name that the student has now.")],
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    marker: MarkerOption = "",
) -> None:
    """Give the marks of a student whose folder was renamed to the new name, where the texts are the same.

    Example: [bold]vaekit marks move bo bo-smith[/bold]

    Exit status: 0 the marks stand under the new name; 2 there is nothing to move, or the texts differ.
    """
    with opened_book(course, assignment) as book:
        from autograder.marking.marks.moving import move

        moved = move(book, earlier, student, marker_name(marker))
    out.print(text(f"{', '.join(moved)}: the marks of {earlier} are {student}'s now."), highlight=False)


for _name, _command in (
    ("status", status_command),
    ("export", export_marks_command),
    ("import", import_marks_command),
    ("recompute", recompute_command),
    ("move", move_command),
    ("choose", choose_command),
    ("agreement", agreement_command),
):
    marks_app.command(name=_name, cls=Command)(_command)
