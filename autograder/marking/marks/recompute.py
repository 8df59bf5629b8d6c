"""A rubric that was changed after texts were marked by it: what its new points and levels make of the marks."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.course.gradebook.marks.desk_tables import version_of
from autograder.course.marking.mark_rows import Order
from autograder.marking.marks.comments import composed
from autograder.marking.marks.store import MarkBook
from autograder.records.marking.marks import Change, Entry, Mark, Reading, State
from autograder.records.marking.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What becomes of one mark: `after` is its new number; None where it can't be computed, for the reason `why`."""

    entry: Entry
    reading: Reading
    before: float
    after: float | None
    why: str = ""


def recomputed(book: MarkBook, cell: str) -> list[Recomputed]:
    """Every mark of a text that was given by another rubric than the one that holds now, or for other points."""
    rubric = book.rubric(cell)
    shown, points = book.shown_now(cell)
    now = (version_of(rubric), shown, points)
    found = []
    for entry in book.entries(cell):
        for reading, mark in sorted(entry.marks.items()):
            if (mark.rubric, mark.shown, mark.points) != now:
                found.append(_recompute(rubric, entry, reading, mark))
    return found


def _recompute(rubric: Rubric, entry: Entry, reading: Reading, mark: Mark) -> Recomputed:
    why = _obstacle(rubric, entry, mark)
    after = None if why else rubric.earned(mark.levels)
    return Recomputed(entry, reading, mark.score, after, why)


def _obstacle(rubric: Rubric, entry: Entry, mark: Mark) -> str:
    """Why a mark can't be computed anew, or nothing."""
    if entry.state is State.GONE:
        return "its hand-in or its cell is gone"
    if mark.text != entry.hash:
        return "its answer changed: it is to be marked again"
    if not rubric.fits(mark.levels):
        known = rubric.known
        new = [one.title for one in rubric.criteria if mark.levels.get(one.key) not in known[one.key]]
        away = sorted(key for key in mark.levels if key not in known)
        words = [f"no level of {', '.join(new)} is known"] if new else []
        words += [f"the rubric has no {', '.join(away)} any more"] if away else []
        return f"{' and '.join(words)}: it is to be marked again"
    counts = entry.mark is mark
    if counts and entry.grade.manual is not None and entry.grade.manual != mark.score:
        return f"formgrader gives {entry.grade.manual:g} points, which stay"
    return ""


def write(book: MarkBook, found: Iterable[Recomputed], by: str) -> int:
    """Write what was computed, all of it or, where somebody has changed a mark since, nothing (Conflict)."""
    orders = [_order(book, one, by) for one in found if one.after is not None]
    book.store.write_all(orders)
    return len(orders)


def _order(book: MarkBook, one: Recomputed, by: str) -> Order:
    entry, mark = one.entry, one.entry.marks[one.reading]
    rubric = book.rubric(entry.cell)
    shown, points = book.shown_now(entry.cell)
    return Order(
        student=entry.student,
        cell=entry.cell,
        reading=one.reading,
        marker=mark.marker,
        levels=mark.levels,
        comments=mark.comments,
        comment=mark.comment,
        score=rubric.earned(mark.levels),
        told=composed(rubric, mark.levels, mark.comments, mark.comment),
        text=mark.text,
        rubric=rubric,
        shown=shown,
        points=points,
        seen=entry.seen(one.reading),
        kind=Change.RECOMPUTED,
        when=time.time(),
        by=by,
        counts=entry.mark is mark and one.reading is not Reading.SECOND,
    )
