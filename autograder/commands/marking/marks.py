"""`vaekit marks`: marks of texts as tables, by a changed rubric, under another name, and how far markers agree."""

from __future__ import annotations

import getpass
import math
import shlex
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from autograder.commands.chosen_course import chosen_assignment, course_of_command
from autograder.commands.submissions import some_names
from autograder.commands.terminal import (
    STDOUT,
    AssignmentOption,
    Command,
    CourseOption,
    Status,
    busy,
    err,
    number_of,
    out,
    stop,
    text,
)
from autograder.records.errors import KitError
from autograder.records.marking.marks import Agreement, Conflict, State

if TYPE_CHECKING:
    from autograder.marking.marks.recompute import Recomputed
    from autograder.marking.marks.store import MarkBook
    from autograder.records.marking.rubric import Rubric

marks_app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")

MarkerOption = Annotated[
    str, typer.Option("--marker", metavar="NAME", help="Who does this; else the user's name.")
]
CellOption = Annotated[
    list[str] | None, typer.Option("--text", metavar="CELL", help="The text's cell; else all that have a rubric.")
]


@marks_app.callback()
def _marks() -> None:
    """Marks of texts: as tables, by a changed rubric, under another name, and how far markers agree."""


@contextmanager
def opened_book(course: Path, assignment: str | None) -> Iterator[MarkBook]:
    """The marks of the course that the command works in; KitError ends the command."""
    try:
        root = course_of_command(course)
        chosen = chosen_assignment(assignment, root, "submitted/*", "source")
        from autograder.course.configuration.course_root import opened
        from autograder.course.gradebook.cells.rubrics import of_course
        from autograder.marking.marks.store import MarkBook

        place = opened(root)
        rubrics = of_course(place.place("source", chosen.name), chosen)
        if not rubrics:
            raise KitError(f"{chosen.name} has no rubric: write one beside its notebook, CELL.rubric.toml.")
        book = MarkBook(place, chosen, rubrics)
    except KitError as error:
        stop(error, Status.UNUSABLE)
    try:
        yield book
    except KitError as error:
        stop(error, Status.UNUSABLE)
    except OSError as error:
        if error.filename is None:  # no file of the course's, such as a closed pipe
            raise
        words = (
            f"{error.filename} can't be read or written ({error.strerror}): mend that, then run the command again."
        )
        stop(KitError(words), Status.UNUSABLE)
    finally:
        book.close()


def chosen_cells(book: MarkBook, cells: list[str] | None) -> list[str]:
    """The cells that are named, or all that have a rubric."""
    for cell in cells or ():
        book.rubric(cell)
    return cells or list(book.rubrics)


def finite(value: float | None) -> float | None:
    """A number given as an option; NaN and infinity, which typer's range lets pass, are refused."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter("give a number.")
    return value


def marker_name(given: str) -> str:
    """The marker's name: as given, or else the name of this user."""
    return given.strip() or getpass.getuser()


@marks_app.command(name="status", cls=Command)
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


@marks_app.command(name="export", cls=Command)
def export_marks_command(
    output: Annotated[Path, typer.Option("--output", "-o", help="The CSV file to write; - for the terminal.")],
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    cells: CellOption = None,
    texts: Annotated[bool, typer.Option("--texts", help="With the texts, to mark them elsewhere.")] = False,
) -> None:
    """Write the marks of texts as a table: a row a text, a level and a comment for each criterion.

    Example: [bold]vaekit marks export --output marks.csv --texts[/bold]

    Exit status: 0 the table is written; 2 unusable arguments.
    """
    from autograder.grading.results.store import put_text
    from autograder.platforms.tables.csv_table import parse

    with opened_book(course, assignment) as book:
        from autograder.marking.marks import table

        content = table.written(book, chosen_cells(book, cells), texts)
    if output == STDOUT:
        typer.echo(content, nl=False)
        return
    try:
        put_text(output, content)
    except OSError as error:
        words = f"{output} can't be written ({error.strerror}): name another file with --output."
        stop(KitError(words), Status.UNUSABLE)
    rows = len(parse(content).rows) - 1
    out.print(f"{text(output)}: {number_of(rows, 'row')}", highlight=False)


@marks_app.command(name="import", cls=Command)
def import_marks_command(
    file: Annotated[Path, typer.Argument(metavar="CSV", help="A table that `vaekit marks export` has written.")],
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    marker: MarkerOption = "",
    settle: Annotated[
        bool,
        typer.Option("--settle", help="The levels are what two markers agree on, for texts that both marked."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be written.")] = False,
) -> None:
    """Read levels and comments back from a table. A text or a mark that has changed since is left out, and named.

    Example: [bold]vaekit marks import marks.csv --dry-run[/bold]

    Exit status: 0 every row is in the gradebook; 1 some are left out; 2 the table can't be used, and nothing is written.
    """
    with opened_book(course, assignment) as book:
        from autograder.marking.marks import table_import

        found = table_import.read(book, _content(file), marker_name(marker), settle=settle)
        if not dry_run:
            with busy("writing the marks"):
                book.store.write_all(found.orders)
    done = "would be written" if dry_run else "written"
    out.print(f"{number_of(len(found.orders), 'mark')} {done}.", highlight=False)
    if found.unread:
        names = ", ".join(f"`{name}`" for name in found.unread)
        out.print(f"Not read, as the export has no such column: {text(names)}.", highlight=False)
    for student, cell, why in found.left_out:
        out.print(f"[bold]{text(student)}[/bold] is left out (`{text(cell)}`): {text(why)}.", highlight=False)
    raise typer.Exit(Status.ATTENTION if found.left_out else Status.GRADED)


def _content(file: Path) -> str:
    """What a spreadsheet has written. Raises KitError, with what to do, for what is no text."""
    wanted = "save it as “CSV UTF-8” in the spreadsheet"
    try:
        data = file.read_bytes()
        return data.decode("utf-16" if data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig")
    except OSError as error:
        raise KitError(f"{file} can't be read ({error.strerror}): name a CSV file.") from error
    except UnicodeDecodeError as error:
        if data.startswith(b"PK"):
            raise KitError(f"{file} is a workbook, and no CSV file: {wanted}.") from error
        line = data.count(b"\n", 0, error.start) + 1
        raise KitError(f"{file} has letters in another encoding than UTF-8 (line {line}): {wanted}.") from error


@marks_app.command(name="recompute", cls=Command)
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


@marks_app.command(name="move", cls=Command)
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


@marks_app.command(name="choose", cls=Command)
def choose_command(
    course: CourseOption = Path(),
    assignment: AssignmentOption = None,
    cells: CellOption = None,
    second: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=100,
            metavar="PERCENT",
            callback=finite,
            help="Of the texts, so many are marked twice.",
        ),
    ] = None,
    show_suggestions: Annotated[
        bool | None,
        typer.Option("--show-suggestions/--hide-suggestions", help="Before a mark is given; else after it."),
    ] = None,
) -> None:
    """Choose how texts are marked: the share that two markers mark without sight of each other, and when suggestions
    are seen.

    Example: [bold]vaekit marks choose --second 10[/bold]

    Exit status: 0 it is written; 2 unusable arguments.
    """
    with opened_book(course, assignment) as book:
        for cell in chosen_cells(book, cells):
            now = book.choices(cell)
            share = now.second_share if second is None else second / 100
            shown = now.show_suggestions if show_suggestions is None else show_suggestions
            if (second, show_suggestions) != (None, None):
                book.store.choose(cell, type(now)(share, shown))
            when = "before" if shown else "after"
            words = (
                f"{cell}: {share * 100:g} % are marked twice; suggestions are seen {when} the marker's own mark"
            )
            out.print(text(words), highlight=False)


@marks_app.command(name="agreement", cls=Command)
def agreement_command(
    course: CourseOption = Path(), assignment: AssignmentOption = None, cells: CellOption = None
) -> None:
    """Tell for each criterion how far two markers agree, and how far a marker and each reader who suggested levels; then
    on which texts two markers differ most.

    Example: [bold]vaekit marks agreement[/bold]

    Exit status: 0 it is told; 2 unusable arguments.
    """
    with opened_book(course, assignment) as book:
        from autograder.marking import agreement
        from autograder.marking.summary import by_reader

        for cell in chosen_cells(book, cells):
            rubric, entries, suggestions = book.rubric(cell), book.entries(cell), book.suggestions(cell)
            pairs = {"two markers": agreement.marked_twice(entries, rubric)}
            for reader, of_reader in by_reader(suggestions).items():
                pairs[f"marker and {reader}"] = agreement.beside_suggestions(entries, of_reader, rubric)
            for between, found in pairs.items():
                _print_agreement(f"{cell}, {between}", agreement.agreement(found, rubric), rubric)
            for one in agreement.differ_most(entries, rubric):
                who = f"{one.first.marker} and {one.second.marker}"
                words = f"  {one.entry.student}: {who} differ by {one.points:g} points ({', '.join(one.criteria)})"
                out.print(text(words), highlight=False)


def _print_agreement(title: str, found: list[Agreement], rubric: Rubric) -> None:
    if not found or not found[0].pairs:
        out.print(text(f"{title}: no text was read twice."), highlight=False)
        return
    table = Table("criterion", "texts", "the same level", "weighted kappa", title=text(title))
    for one in found:
        kappa = "–" if one.kappa is None else f"{one.kappa:.2f}"
        table.add_row(text(rubric.criterion(one.criterion).title), str(one.pairs), f"{one.same:.0%}", kappa)
    out.print(table)
