"""Tables of marks: written anew, or a roster with its marks filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.grading.results.store import put_text
from autograder.platforms.tables.csv_table import Raw, csv_text
from autograder.platforms.tables.exported_marks import Export
from autograder.platforms.tables.roster import Roster
from autograder.records.errors import KitError
from autograder.records.text import is_formula


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What to write; the cells that a platform has written are `Raw`, and stay as they are."""

    rows: list[Sequence[str]]
    delimiter: str = ","
    line_end: str = "\n"
    marked: bool = False


def filled(roster: Roster, rows: list[Sequence[str]]) -> Worksheet:
    """Rows in the form of the roster that they come from."""
    return Worksheet(rows, roster.table.delimiter, roster.table.line_end, roster.marked)


def write_worksheet(export: Export, sheet: Worksheet) -> None:
    """Write the file of an export; raises KitError where it can't be written."""
    rows = ([_harmless(cell) for cell in row] for row in sheet.rows)
    text = csv_text(rows, sheet.delimiter, sheet.line_end)
    try:
        put_text(export.path, ("\ufeff" if sheet.marked else "") + text)
    except OSError as error:
        raise KitError(
            f"{export.path} can't be written ({error.strerror}): name another file with --output."
        ) from error
    export.done.paths.append(export.path)


def number(value: float) -> Raw:
    """Points, as every importer reads them: a dot, no more digits than nbgrader's own sums carry."""
    return Raw(f"{round(value, 4):.10g}")


def own_text(text: str, roster: Roster) -> Raw:
    """A cell of the kit's own among a platform's."""
    return Raw(csv_text([[_harmless(text)]], roster.table.delimiter, ""))


def _harmless(cell: str) -> str:
    """A text of the kit's own columns that a spreadsheet does not take for a formula."""
    return f"'{cell}" if not isinstance(cell, Raw) and is_formula(cell) else cell
