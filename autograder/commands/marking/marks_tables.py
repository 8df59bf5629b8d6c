"""`vaekit marks export` and `vaekit marks import`: marks as a table, for those who mark elsewhere."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.marking.opened_marks import (
    CellOption,
    MarkerOption,
    chosen_cells,
    marker_name,
    opened_book,
)
from autograder.commands.terminal import (
    STDOUT,
    AssignmentOption,
    CourseOption,
    Status,
    busy,
    number_of,
    out,
    stop,
    text,
)
from autograder.records.errors import KitError


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
