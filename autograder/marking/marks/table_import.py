"""A table of marks read back: what it would change, and what of it can't be used.

It may come from a spreadsheet: columns in another order or in other letters, a decimal comma, columns of somebody's own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.course.marking.mark_rows import Order
from autograder.marking.marks.store import MarkBook
from autograder.marking.marks.table import COMMENT, FIXED, LAST, LEVEL, plain, row_of, seen
from autograder.platforms.tables.csv_table import CsvTable, Place, parse
from autograder.records.errors import KitError
from autograder.records.marking.marks import Change, Conflict, Entry, Reading, State
from autograder.records.marking.rubric import Rubric
from autograder.records.text import printable, shortened

_AGAIN = "write one with `vaekit marks export`"
_KNOWN = (*FIXED, "text", *LAST)


@dataclass(slots=True)
class Import:
    """What a table would change: `orders` can be written, `left_out` says why a row can't be, `unread` names columns."""

    orders: list[Order] = field(default_factory=list)
    left_out: list[tuple[str, str, str]] = field(default_factory=list)  # student, cell, why
    unread: list[str] = field(default_factory=list)


def read(book: MarkBook, content: str, marker: str, *, settle: bool = False) -> Import:
    """Compare a table with the marks that stand. Raises KitError, with the row and its line, for a table that is none.

    To settle is to write what two markers agree on, for the texts that both have marked; other rows are passed over.
    """
    table = parse(content)
    if not table.rows:
        raise KitError(f"The table is empty: {_AGAIN}.")
    head = _columns([cell.value for cell in table.rows[0]])
    entries = {cell: {one.student: one for one in book.entries(cell)} for cell in book.rubrics}
    found, met = Import(unread=[name for name in head if not _is_known(name)]), set()
    for place, row in _rows(head, table):
        student, cell = row["student"], row["cell"]
        if not student:
            continue
        if (student, cell) in met:
            raise KitError(f"{place} is the second one for `{cell}` of {student}: remove one of them.")
        met.add((student, cell))
        levels = {
            name.removeprefix(LEVEL): value for name, value in row.items() if name.startswith(LEVEL) and value
        }
        if not levels:
            continue
        if cell not in entries:
            raise KitError(f"{place} is of `{cell}`, for which there is no rubric.")
        try:
            entry = _entry(entries[cell], student)
            order = _order(book, entry, row, levels, marker, settle)
        except Conflict as error:
            found.left_out.append((student, cell, str(error)))
            continue
        except KitError as error:
            raise KitError(f"{place} can't be used ({student}): {error}") from error
        found.orders += [order] if order is not None else []
    return found


# --- from cells to values -----------------------------------------------------------------------------------------


def _columns(head: Sequence[str]) -> list[str]:
    """The names of the columns as they are exported, whatever their letters and spaces."""
    names = [_column(name) for name in head]
    told = shortened(printable(", ".join(filter(None, head))), 200)
    for name, times in Counter(filter(None, names)).items():
        if times > 1:
            raise KitError(f"The table has {times} columns `{printable(name)}`: remove all but one.")
    missing = [name for name in ("student", "cell") if name not in names]
    if missing:
        raise KitError(f"The table has no column {' or '.join(missing)}, only {told}: {_AGAIN}.")
    if not any(name.startswith(LEVEL) for name in names):
        raise KitError(f"The table has no column of levels, such as `{LEVEL}clear`, only {told}: {_AGAIN}.")
    return names


def _column(name: str) -> str:
    kind, colon, key = (part.strip() for part in name.partition(":"))
    if colon and f"{kind.lower()}: " in (LEVEL, COMMENT):
        return f"{kind.lower()}: {key.lower()}"
    return (
        name.strip().lower().replace(" ", "_")
        if name.strip().lower().replace(" ", "_") in _KNOWN
        else name.strip()
    )


def _is_known(name: str) -> bool:
    return not name or name in _KNOWN or name.startswith((LEVEL, COMMENT))


def _rows(head: Sequence[str], table: CsvTable) -> Iterator[tuple[Place, dict[str, str]]]:
    """Each row below the heading by its columns, with its place. Raises KitError for one that does not fit them."""
    for place, cells in zip(table.places[1:], table.rows[1:], strict=True):
        if any(cell.startswith('"') and cell.count('"') % 2 for cell in cells):
            raise KitError(f"{place} opens a quote and does not close it: the rows below it are lost.")
        values = [plain(cell.value) for cell in cells]
        if any(value.strip() for value in values[len(head) :]):
            raise KitError(f"{place} has more cells than its heading: a comment with a comma stands in quotes.")
        row = dict.fromkeys(("student", "cell"), "") | dict(zip(head, values, strict=False))
        row |= {
            name: value.strip() for name, value in row.items() if not name.startswith("comment") and name != "text"
        }
        if not row["student"] and any(value for name, value in row.items() if name.startswith(LEVEL)):
            raise KitError(f"{place} has levels and no student.")
        yield place, row


def _entry(entries: Mapping[str, Entry], student: str) -> Entry:
    """The text of a student. Raises Conflict where there is none now."""
    found = entries.get(student)
    if found is not None and found.state is not State.GONE:
        return found
    without_zeros = [one for one in entries if student.isdecimal() and one.lstrip("0") == student]
    if without_zeros:
        raise Conflict(f"a spreadsheet has cut the zeros of {without_zeros[0]}: format that column as text")
    raise Conflict("there is no such text now: run `vaekit grade`, or see whether the student has another name")


def _levels(rubric: Rubric, written: Mapping[str, str]) -> dict[str, str]:
    """Levels by their keys, whatever their letters. Raises KitError where the rubric lacks the criterion."""
    unknown = sorted(written.keys() - rubric.known.keys())
    if unknown:
        raise KitError(
            f"the rubric of `{rubric.cell}` has no {', '.join(unknown)}: it has {', '.join(rubric.known)}"
        )
    return {key: level.lower() if level.lower() in rubric.known[key] else level for key, level in written.items()}


# --- what is to be written --------------------------------------------------------------------------------------


def _order(
    book: MarkBook,
    entry: Entry,
    row: Mapping[str, str],
    levels: Mapping[str, str],
    marker: str,
    settle: bool,
) -> Order | None:
    """What is to be written for a row; None where it says what stands there and counts. Raises Conflict, and KitError."""
    comments = {name.removeprefix(COMMENT): value for name, value in row.items() if name.startswith(COMMENT)}
    comments = {key: words.strip() for key, words in comments.items() if words.strip()}
    rubric = book.rubric(entry.cell)
    levels = _levels(rubric, levels)
    if settle and Reading.SECOND not in entry.marks:
        return None
    reading = Reading.SETTLED if settle or Reading.SETTLED in entry.marks else Reading.FIRST
    unchanged = _is_unchanged(entry, rubric, row)
    if unchanged and entry.state is State.MARKED and reading in entry.marks:
        return None
    if row.get("text_hash", entry.hash) != entry.hash:
        raise Conflict("its text is another now: export the table anew, and mark it again")
    if "seen" in row and row["seen"] not in (seen(entry), seen(entry).removeprefix("first ")):
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
    starts = (LEVEL,) if entry.state is State.OVERRULED else (LEVEL, COMMENT)
    names = [name for name in row if name in told or name.startswith(starts)]
    stands = map(plain, row_of(entry, rubric, names))
    return all(row[name].strip() == cell.strip() for name, cell in zip(names, stands, strict=True))


def _expect_sum(row: Mapping[str, str], score: float, entry: Entry) -> None:
    """Points that somebody has changed by hand say something else than the levels."""
    try:
        told = float(row.get("points", "").replace(",", ".") or score)
    except ValueError as error:
        raise KitError(
            f"its points are no number: {row['points']!r}, of which a spreadsheet may have made a date. Empty the column "
            "`points`: the levels give them"
        ) from error
    if not math.isclose(told, score) and told != entry.grade.manual:
        raise KitError(f"its levels give {score:g} points, and its points say {told:g}: mend one of them")
