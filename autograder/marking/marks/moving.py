"""The marks of a student whose hand-in has another name now."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from autograder.course.marking.mark_rows import Order
from autograder.marking.marks.store import MarkBook
from autograder.records.errors import KitError
from autograder.records.marking.marks import Change, Entry, Mark, State


def move(book: MarkBook, earlier: str, student: str, by: str) -> list[str]:
    """Give all marks of a student whose hand-in is gone to the name that the student has now; returns their cells.

    Raises KitError, and moves nothing, where a text is not the one that was marked, or has a mark of its own.
    """
    gone = [
        one
        for cell in book.rubrics
        for one in book.entries(cell)
        if one.student == earlier and one.state is State.GONE and one.marks
    ]
    if not gone:
        raise KitError(f"{earlier} has no marks whose hand-in is gone: there is nothing to move.")
    orders = [replace(order, by=by) for old in gone for order in _moved(book, old, student)]
    book.store.move(orders, earlier)
    return [one.cell for one in gone]


def _moved(book: MarkBook, old: Entry, student: str) -> Iterator[Order]:
    """The marks of one text for the student's new name. Those that do not count stay as they were given."""
    new = book.entry(old.cell, student)
    first = old.mark or old.marks[min(old.marks)]
    if new.marks or new.state is State.GONE or new.hash != first.text:
        raise KitError(
            f"The mark of {old.student} can't go to {student}, whose `{old.cell}` is another text or has a mark."
        )
    for mark in old.marks.values():
        if mark is old.mark:
            words = (mark.marker, mark.levels, mark.comments, mark.comment)
            yield book.order(new, *words, mark.reading, None, Change.MOVED)
        else:
            yield _kept(book, new, mark)


def _kept(book: MarkBook, new: Entry, mark: Mark) -> Order:
    return Order(
        student=new.student,
        cell=new.cell,
        reading=mark.reading,
        marker=mark.marker,
        levels=mark.levels,
        comments=mark.comments,
        comment=mark.comment,
        score=mark.score,
        told="",
        text=mark.text,
        rubric=book.store.rubric(mark.rubric) or book.rubric(new.cell),
        shown=mark.shown,
        points=mark.points,
        seen=new.seen(mark.reading),
        kind=Change.MOVED,
        when=time.time(),
        counts=False,
    )


def successors(book: MarkBook, cell: str) -> list[tuple[str, str]]:
    """Whose mark is of a text that is gone, and who has handed in just that text and has no mark."""
    entries = book.entries(cell)
    unmarked = {one.hash: one.student for one in entries if one.mark is None and one.text.strip()}
    gone = [(one.student, one.mark.text) for one in entries if one.state is State.GONE and one.mark is not None]
    return [(student, unmarked[text]) for student, text in gone if text in unmarked]
