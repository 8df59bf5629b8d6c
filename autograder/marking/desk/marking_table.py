"""The marking of one text: what a page shows of it, and what it orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from autograder.course.marking.mark_rows import Order
from autograder.marking.desk.orders import (
    FlagOrder,
    NextOrder,
    SaveOrder,
    SeenText,
    read_order,
)
from autograder.marking.desk.text_table import Json, TextTable, mark_values
from autograder.marking.marks.comments import bank
from autograder.marking.marks.queue import (
    Filter,
    as_seen,
    blinded,
    chosen,
    identical,
    progress,
    side_by_side,
    take_next,
    visible_suggestions,
)
from autograder.records.errors import KitError
from autograder.records.json_text import values_of
from autograder.records.marking.marks import Entry, Reading, State

_MOST_COMMENTS = 30  # of a criterion in the bank that a page is given


class MarkingTable(TextTable):
    """The marking of one text of an assignment."""

    # --- what is shown

    def overview(self, marker: str, wanted: str = "unmarked", level: str = "", alike: bool = False) -> Json:
        """The texts that a filter lets through, progress and distribution, and the comments made before."""
        entries = self.entries()
        numbers = {one.student: number for number, one in enumerate(entries, 1)}
        seen = as_seen(self._book, entries, marker, self._share)
        shown = chosen(seen, _filter(wanted), marker, _level(level))
        return {
            "texts": [
                {
                    "handle": self._handle(one),
                    "number": numbers[one.student],
                    "state": one.state,
                    "flagged": bool(one.flags),
                    "score": None if one.mark is None else one.mark.score,
                }
                for one in (side_by_side(shown) if alike else shown)
            ],
            **self._progress(entries, marker),
        }

    def _progress(self, entries: Sequence[Entry], marker: str) -> Json:
        """How far the marking is, and the comments made before."""
        history = self._book.store.history(self.rubric.cell)
        return {
            "all": len(entries),
            "bank": {key: [words for words, _ in found[:_MOST_COMMENTS]] for key, found in bank(entries).items()},
            **asdict(progress(entries, self.rubric, history, marker)),
        }

    def next(self, marker: str, sent: Mapping[str, Any] = MappingProxyType({})) -> Json | None:
        """The next text that nobody has marked, taken for this marker; None where none is left."""
        order = read_order(NextOrder, sent)
        self._book.renew(marker, self.rubric.cell)
        entries = self.entries()
        handles = set(order.have)
        students = {one.student for one in entries if self._handle(one) in handles}
        queue = side_by_side(entries) if order.alike else entries
        task = take_next(self._book, queue, marker, share=self._share, passed_over=students)
        return None if task is None else self._shown(task.entry, task.reading, entries, marker)

    def text(self, handle: str, marker: str) -> Json:
        """A text as it stands now, taken for this marker where nobody else has it."""
        entries = self.entries()
        (entry,) = as_seen(self._book, [self._named(handle, entries)], marker, self._share)
        reading = Reading.SETTLED if Reading.SETTLED in entry.marks else Reading.FIRST
        if entry is not self._named(handle, entries):
            reading = Reading.SECOND
        return self._taken(entry, reading, entries, marker)

    def _taken(self, entry: Entry, reading: Reading, entries: Sequence[Entry], marker: str) -> Json:
        """What is shown of a text, which is taken for this marker; one that is gone can't be taken."""
        if entry.state is not State.GONE:
            self._book.claim(entry, marker, reading)
        return self._shown(entry, reading, entries, marker)

    def _shown(self, entry: Entry, reading: Reading, entries: Sequence[Entry], marker: str = "") -> Json:
        mark = entry.marks.get(reading)
        return {
            **self._words(entry, entries),
            "reading": int(reading),
            "seen": entry.seen(reading),
            "mark": None if mark is None else mark_values(mark),
            "flags": [{"marker": one.marker, "note": one.note} for one in entry.flags],
            "suggestions": [
                {"reader": one.reader, "levels": dict(one.levels), "reasons": values_of(dict(one.reasons))}
                for one in visible_suggestions(self._book, entry, marker)
            ],
            "identical": [
                {"handle": self._handle(one), "seen": one.seen(reading)}
                for one in (identical(entries, entry) if reading is Reading.FIRST else ())
            ],
            "held": sorted({one.marker for one in entry.claims if marker and one.marker != marker}),
        }

    # --- what is written

    def save(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Write a mark, and the same for identical texts that the order names, all or none of them; returns how far
        the marking is then.
        """
        order = read_order(SaveOrder, sent)
        _expect_sane(order)
        entries = self.entries()
        self._book.write_all([self._written(one, entries, marker, order) for one in order.texts])
        self._book.renew(marker, self.rubric.cell)
        return self._progress(self.entries(), marker)

    def _written(self, one: SeenText, entries: Sequence[Entry], marker: str, order: SaveOrder) -> Order:
        """What the order says, written for the text of `one`, as it was seen there."""
        entry = self._named(one.handle, entries)
        self._expect_current(entry, order.rubric, order.hash)
        _expect_due(entry, marker, order.reading)
        words = (order.levels, order.comments, order.comment)
        return self._book.order(entry, marker, *words, order.reading, one.seen)

    def undo(self, marker: str) -> Json | None:
        """Take back the marker's last change at this text; returns the text, or None where there is none."""
        found = self._book.take_back(marker, self.rubric.cell)
        if found is None:
            return None
        entry, reading = found
        shown = blinded(entry, marker) if reading is Reading.SECOND else entry
        return self._taken(shown, reading, self.entries(), marker)

    def flag(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Note that somebody should look again, or take the marker's own note away; another marker's stays."""
        order = read_order(FlagOrder, sent)
        entry = self._named(order.handle, self.entries())
        if order.note is None:
            self._book.unflag(entry, marker)
        else:
            self._book.flag(entry, marker, order.note)
        return {"flagged": bool(self._book.entry(entry.cell, entry.student).flags)}

    def release(self, marker: str) -> Json:
        """Let others have what this marker has before them of this cell."""
        self._book.release(marker, None, self.rubric.cell)
        return {}


def _filter(name: str) -> Filter:
    try:
        return Filter(name)
    except ValueError as error:
        raise KitError(f"There is no filter {name!r}: there are {', '.join(Filter)}.") from error


def _level(words: str) -> tuple[str, str] | None:
    criterion, _, level = words.partition(":")
    return (criterion, level) if level else None


def _expect_due(entry: Entry, marker: str, reading: Reading) -> None:
    """Raise KitError where a text can't have that mark by that marker; no page sends such an order by itself."""
    first = entry.marks.get(Reading.FIRST)
    if reading is Reading.SECOND and first is None:
        raise KitError("This text has no first mark, so that it can't have a second one: load the page anew.")
    if reading is Reading.SECOND and first is not None and first.marker == marker:
        raise KitError(
            "You gave this text its first mark, and another marker gives the second one: change your own mark instead."
        )
    if reading is Reading.SETTLED and Reading.SETTLED not in entry.marks:
        raise KitError("Nobody has settled on a mark of this text: that is done on the page of double marks.")


def _expect_sane(order: SaveOrder) -> None:
    """Raise KitError where an order for identical texts is none that a page sends."""
    if order.also and order.reading is not Reading.FIRST:
        raise KitError("Identical texts are marked together with a first mark alone: load the page anew.")
    if len({one.handle for one in order.texts}) < len(order.texts):
        raise KitError("This page names a text twice in one order: load it anew.")
