"""Tables of comma-separated values whose cells can be written back exactly as they were read.

`csv` reads values and forgets how they were quoted. Here each cell keeps its text as the file has it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_EXCEL_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_LINE_END = "\r\n"
_DELIMITERS = ",;\t"
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
class CsvTable:
    """The rows of a file that are not empty, and how the file writes them. `hint` is Excel's first line, `sep=;`."""

    rows: tuple[tuple[Raw, ...], ...]
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
    rows = tuple(row for row in _rows(text, delimiter) if any(cell.strip() for cell in row))
    return CsvTable(rows, delimiter, line_end, hint[0].strip() if hint else None)


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
