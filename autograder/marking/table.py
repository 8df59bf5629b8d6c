"""Marks as a table: for those who mark elsewhere, and to keep. One row a text, with a level for each criterion."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from autograder.course.marking.store import Order
from autograder.marking.store import MarkBook
from autograder.platforms.tables.csv_table import parse, render
from autograder.records.errors import KitError
from autograder.records.marking.marks import Change, Conflict, Entry, Reading, State
from autograder.records.marking.rubric import Rubric
from autograder.records.text import is_formula

_FIXED = ["student", "cell", "state", "points", "of", "marker", "marked_at", "comment"]
_LAST = ["text_hash", "seen"]  # what a row was written for: `import` compares it
_LEVEL, _COMMENT = "level: ", "comment: "


def written(book: MarkBook, cells: Iterable[str], with_texts: bool) -> str:
    """The table of the marks that count, as CSV; with the texts, where wanted."""
    cells = list(cells)
    keys = list(dict.fromkeys(one.key for cell in cells for one in book.rubric(cell).criteria))
    columns = [f"{kind}{key}" for key in keys for kind in (_LEVEL, _COMMENT)]
    head = [*_FIXED, *columns, *(["text"] if with_texts else []), *_LAST]
    rows = [_row(entry, book.rubric(cell), head) for cell in cells for entry in book.entries(cell)]
    return render([head, *rows])


def _row(entry: Entry, rubric: Rubric, head: list[str]) -> list[str]:
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
        "seen": _seen(entry),
    }
    if mark is not None:
        found |= {"marker": mark.marker, "marked_at": _time(mark.when), "comment": mark.comment}
        found |= {f"{_LEVEL}{key}": level for key, level in mark.levels.items()}
        found |= {f"{_COMMENT}{key}": words for key, words in mark.comments.items()}
    return [_harmless(found.get(name, "")) for name in head]


def _time(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).isoformat(" ", "seconds")


def _harmless(cell: str) -> str:
    """A text that does not steer a terminal, and of which a spreadsheet takes no part for a formula, also where it
    begins a cell at each `;` or line end; `_plain` takes the marks off again.
    """
    cell = _STEERING.sub(" ", cell.replace("\r\n", "\n"))
    cell = _FORMULA_INSIDE.sub("'", cell)
    return f"'{cell}" if is_formula(cell) or cell.startswith("'") else cell


def _plain(cell: str) -> str:
    if cell.startswith("'") and (is_formula(cell[1:]) or cell[1:].startswith("'")):
        cell = cell[1:]
    return _GUARD_INSIDE.sub("", cell)


_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_FORMULA_INSIDE = re.compile(r"""(?<=[;\t\n])(?=[ "']*[=+@-])""")
_GUARD_INSIDE = re.compile(r"""(?<=[;\t\n])'(?=[ "']*[=+@-])""")


def _seen(entry: Entry) -> str:
    """What stands there of the mark that counts; which of the marks that is belongs to it."""
    if entry.mark is None or entry.mark.reading is Reading.FIRST:
        return entry.seen()
    return f"{entry.mark.reading.name.lower()} {entry.seen(entry.mark.reading)}"


# --- reading a table back -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Import:
    """What a table would change: `orders` can be written, `left_out` says why a row can't be."""

    orders: list[Order] = field(default_factory=list)
    left_out: list[tuple[str, str, str]] = field(default_factory=list)  # student, cell, why


def read(book: MarkBook, content: str, marker: str, *, settle: bool = False) -> Import:
    """Compare a table with the marks that stand. Raises KitError, with the line, for a table that is none.

    To settle is to write what two markers agree on, for the texts that both have marked; other rows are passed over.
    """
    table = parse(content)
    if not table.rows:
        raise KitError("The table is empty: write one with `vaekit marks export`.")
    head = [cell.value for cell in table.rows[0]]
    missing = [name for name in ("student", "cell") if name not in head]
    if missing:
        raise KitError(f"The table has no column {' or '.join(missing)}: write one with `vaekit marks export`.")
    entries = {cell: {one.student: one for one in book.entries(cell)} for cell in book.rubrics}
    found, met = Import(), set()
    for number, cells in enumerate(table.rows[1:], 2):
        row = {name: _plain(cell.value) for name, cell in zip(head, cells, strict=False)}
        student, cell = row.get("student", ""), row.get("cell", "")
        if (student, cell) in met:
            raise KitError(
                f"Row {number} of the table is the second one for `{cell}` of {student}: remove one of them."
            )
        met.add((student, cell))
        levels = {
            name.removeprefix(_LEVEL): value for name, value in row.items() if name.startswith(_LEVEL) and value
        }
        if not levels:
            continue
        if cell not in entries:
            raise KitError(f"Row {number} of the table is of `{cell}`, for which there is no rubric.")
        try:
            order = _order(book, entries[cell].get(student), row, levels, marker, settle)
        except Conflict as error:
            found.left_out.append((student, cell, str(error)))
            continue
        except KitError as error:
            raise KitError(f"Row {number} of the table can't be used ({student}): {error}") from error
        found.orders += [order] if order is not None else []
    return found


def _order(
    book: MarkBook,
    entry: Entry | None,
    row: Mapping[str, str],
    levels: Mapping[str, str],
    marker: str,
    settle: bool,
) -> Order | None:
    """What is to be written for a row; None where it says what stands there and counts. Raises Conflict, and KitError."""
    if entry is None or entry.state is State.GONE:
        raise Conflict(
            "there is no such text now: run `vaekit grade`, or see whether the student has another name"
        )
    comments = {name.removeprefix(_COMMENT): value for name, value in row.items() if name.startswith(_COMMENT)}
    comments = {key: words.strip() for key, words in comments.items() if words.strip()}
    rubric = book.rubric(entry.cell)
    own = {one.key for one in rubric.criteria}
    unknown = sorted(levels.keys() - own)
    if unknown:
        raise KitError(f"the rubric of `{entry.cell}` has no {', '.join(unknown)}")
    if settle and Reading.SECOND not in entry.marks:
        return None
    reading = Reading.SETTLED if settle or Reading.SETTLED in entry.marks else Reading.FIRST
    unchanged = _is_unchanged(entry, rubric, row)
    if unchanged and entry.state is State.MARKED and reading in entry.marks:
        return None
    if row.get("text_hash", entry.hash) != entry.hash:
        raise Conflict("its text is another now: export the table anew, and mark it again")
    if "seen" in row and row["seen"] != _seen(entry):
        raise Conflict("its mark was changed since the table was written: export it anew")
    if unchanged and entry.state is not State.MARKED:
        raise Conflict(f"{entry.why}, and its row was not changed: mark it at the desk, or change its levels")
    who = marker if settle else row.get("marker", "").strip() or marker
    kind = Change.SETTLED if settle else Change.IMPORTED
    order = book.order(entry, who, levels, comments, row.get("comment", ""), reading, None, kind)
    _expect_sum(row, order.score, entry)
    return replace(order, by=marker)


def _is_unchanged(entry: Entry, rubric: Rubric, row: Mapping[str, str]) -> bool:
    """Whether a row has the levels and comments that would be exported now; where formgrader has overruled a mark, the
    levels alone tell: their sum would take the place of formgrader's number.
    """
    if entry.mark is None:
        return False
    told = () if entry.state is State.OVERRULED else ("comment",)
    starts = (_LEVEL,) if entry.state is State.OVERRULED else (_LEVEL, _COMMENT)
    names = [name for name in row if name in told or name.startswith(starts)]
    stands = map(_plain, _row(entry, rubric, names))
    return all(row[name].strip() == cell.strip() for name, cell in zip(names, stands, strict=True))


def _expect_sum(row: Mapping[str, str], score: float, entry: Entry) -> None:
    """Points that somebody has changed by hand say something else than the levels."""
    try:
        told = float(row.get("points", "") or score)
    except ValueError as error:
        raise KitError(f"its points are no number: {row['points']!r}") from error
    if not math.isclose(told, score) and told != entry.grade.manual:
        raise KitError(f"its levels give {score:g} points, and its points say {told:g}: mend one of them")
