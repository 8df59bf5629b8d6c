"""Tables of comma-separated values whose cells can be written back exactly as they were read.

`csv` reads values and forgets how they were quoted. Here each cell keeps its text as the file has it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_EXCEL_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_LINE_END = "\r\n"
_DELIMITERS = ",;\t"
_LINE = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"?')


class Raw(str):
    """A cell as a file has it, quotes included: it is written unchanged."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The text that the cell stands for."""
        quoted = _QUOTED.match(self)
        return quoted[1].replace('""', '"') + self[quoted.end() :] if quoted else str(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row begins: its number in a spreadsheet and its line in the file, both from 1, empty ones counted."""

    row: int
    line: int

    def __str__(self) -> str:
        named = f"Row {self.row} of the table"
        return named if self.row == self.line else f"{named} (line {self.line} of the file)"


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The rows of a file that are not empty, with their places, and how the file writes them. `hint` is Excel's first
    line, `sep=;`, which a spreadsheet does not show as a row.
    """

    rows: tuple[tuple[Raw, ...], ...]
    places: tuple[Place, ...]
    delimiter: str
    line_end: str
    hint: str | None = None


def parse(text: str) -> CsvTable:
    """Read a table; the delimiter is the one that its first line has most often, or the one that Excel names there."""
    hint = _EXCEL_HINT.match(text)
    text = text[hint.end() :] if hint else text
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    delimiter = hint[1] if hint else max(_DELIMITERS, key=first.count)
    line_end = "\r\n" if "\r\n" in text else "\n"
    every = _placed(_rows(text, delimiter), 2 if hint else 1)
    kept = [(place, row) for place, row in every if any(cell.strip() for cell in row)]
    rows, places = tuple(row for _, row in kept), tuple(place for place, _ in kept)
    return CsvTable(rows, places, delimiter, line_end, hint[0].strip() if hint else None)


def _placed(rows: Iterable[tuple[Raw, ...]], line: int) -> Iterator[tuple[Place, tuple[Raw, ...]]]:
    """Each row with its place; `line` is that of the first one. A cell in quotes may have several lines."""
    for number, row in enumerate(rows, 1):
        yield Place(number, line), row
        line += 1 + sum(len(_LINE.findall(cell)) for cell in row)


def _rows(text: str, delimiter: str) -> Iterable[tuple[Raw, ...]]:
    mark = re.escape(delimiter)
    cell = re.compile(rf'((?:"(?:[^"]|"")*+")?+[^{mark}\r\n]*+)({mark}|\r\n|\r|\n|\Z)')
    row: list[Raw] = []
    at = 0
    while at < len(text) or row:
        found = cell.match(text, at)
        if found is None:  # nothing of the kind can happen: the pattern fits every text
            break
        row.append(Raw(found[1]))
        at = found.end()
        if found[2] != delimiter:
            yield tuple(row)
            row = []


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ",", line_end: str = "\n") -> str:
    """The text of a table: a `Raw` cell unchanged, any other quoted where it has to be."""
    return "".join(delimiter.join(_written(cell, delimiter) for cell in row) + line_end for row in rows)


def _written(cell: str, delimiter: str) -> str:
    if isinstance(cell, Raw):
        return cell
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=_LINE_END).writerow(
        [cell]
    )  # which a cell's own make it quote
    return "" if cell == "" else text.getvalue().removesuffix(_LINE_END)
