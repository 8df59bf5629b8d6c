"""Marks as a table: for those who mark elsewhere, and to keep. One row a text, with a level for each criterion.

`table_import` reads such a table back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from autograder.marking.marks.store import MarkBook
from autograder.platforms.tables.csv_table import csv_text
from autograder.records.marking.marks import Entry, Reading, State
from autograder.records.marking.rubric import Rubric
from autograder.records.text import is_formula

FIXED = ["student", "cell", "state", "points", "of", "marker", "marked_at", "comment"]
LAST = ["text_hash", "seen"]  # what a row was written for: `import` compares it
LEVEL, COMMENT = "level: ", "comment: "


def written(book: MarkBook, cells: Iterable[str], with_texts: bool) -> str:
    """The table of the marks that count, as CSV; with the texts, where wanted."""
    cells = list(cells)
    keys = list(dict.fromkeys(one.key for cell in cells for one in book.rubric(cell).criteria))
    columns = [f"{kind}{key}" for key in keys for kind in (LEVEL, COMMENT)]
    head = [*FIXED, *columns, *(["text"] if with_texts else []), *LAST]
    rows = [row_of(entry, book.rubric(cell), head) for cell in cells for entry in book.entries(cell)]
    return csv_text([head, *rows])


def row_of(entry: Entry, rubric: Rubric, head: list[str]) -> list[str]:
    """What stands in the columns of `head` for a text."""
    mark = entry.mark
    counts = entry.grade.manual if entry.state is not State.UNWRITTEN else 0.0
    found = {
        "student": entry.student,
        "cell": entry.cell,
        "state": entry.state.value,
        "points": "" if counts is None else f"{counts:.10g}",
        "of": f"{rubric.points:.10g}",
        "text": entry.text,
        "text_hash": entry.hash,
        "seen": seen(entry),
    }
    if mark is not None:
        found |= {"marker": mark.marker, "marked_at": _time(mark.when), "comment": mark.comment}
        found |= {f"{LEVEL}{key}": level for key, level in mark.levels.items()}
        found |= {f"{COMMENT}{key}": words for key, words in mark.comments.items()}
    return [_harmless(found.get(name, "")) for name in head]


def _time(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).isoformat(" ", "seconds")


def _harmless(cell: str) -> str:
    """A text that does not steer a terminal, and of which a spreadsheet takes no part for a formula, also where it
    begins a cell at each `;` or line end; `plain` takes the marks off again.
    """
    cell = _STEERING.sub(" ", cell.replace("\r\n", "\n"))
    cell = _FORMULA_INSIDE.sub("'", cell)
    return f"'{cell}" if is_formula(cell) or cell.startswith("'") else cell


def plain(cell: str) -> str:
    """A cell as it was before it was made harmless."""
    if cell.startswith("'") and (is_formula(cell[1:]) or cell[1:].startswith("'")):
        cell = cell[1:]
    return _GUARD_INSIDE.sub("", cell)


_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_FORMULA_INSIDE = re.compile(r"""(?<=[;\t\n])(?=[ "']*[=+@-])""")
_GUARD_INSIDE = re.compile(r"""(?<=[;\t\n])'(?=[ "']*[=+@-])""")


def seen(entry: Entry) -> str:
    """What stands there of the mark that counts; which of the marks that is belongs to it, and keeps a spreadsheet from
    taking `1:7.5` for a time of day.
    """
    reading = Reading.FIRST if entry.mark is None else entry.mark.reading
    return f"{reading.name.lower()} {entry.seen(reading)}"
