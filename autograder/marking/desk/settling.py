"""Settling double marks: what two markers gave the same text, side by side, and the mark that takes their place.

A page sees a text here when both marks are given. Who still has to give a second mark, of this text or of one that is
word for word the same, does not see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from autograder.marking.agreement import Difference, agreement, differences
from autograder.marking.desk.orders import SettleOrder, ShownText, read_order
from autograder.marking.desk.text_table import Json, TextTable, mark_values
from autograder.marking.marks.queue import wants_second
from autograder.records.errors import KitError
from autograder.records.marking.marks import Change, Conflict, Entry, Reading


class SettlingTable(TextTable):
    """The double marks of one cell."""

    def counts(self, marker: str) -> tuple[int, int]:
        """How many texts are marked twice, and of how many the markers differ and nobody has settled it."""
        pairs = self._pairs(self.entries(), marker)
        return len(pairs), sum(one.is_open for one in pairs)

    def overview(self, marker: str) -> Json:
        """The texts marked twice, the widest difference first, and the agreement for each criterion."""
        entries = self.entries()
        pairs = self._pairs(entries, marker)
        numbers = {one.student: number for number, one in enumerate(entries, 1)}
        try:
            read = [(one.first.levels, one.second.levels) for one in pairs]
            agreed, problem = [asdict(one) for one in agreement(read, self.rubric)], ""
        except KitError as error:
            agreed, problem = [], str(error)
        return {
            "texts": [self._line(one, numbers[one.entry.student]) for one in pairs],
            "open": sum(one.is_open for one in pairs),
            "agreement": agreed,
            "problem": problem,
        }

    def _line(self, pair: Difference, number: int) -> Json:
        settled = pair.entry.marks.get(Reading.SETTLED)
        return {
            "handle": self._handle(pair.entry),
            "number": number,
            "first": {"marker": pair.first.marker, "score": pair.first.score},
            "second": {"marker": pair.second.marker, "score": pair.second.score},
            "apart": pair.points,
            "differ": [self.rubric.criterion(key).title for key in pair.criteria],
            "open": pair.is_open,
            "settled": None if settled is None else {"marker": settled.marker, "score": settled.score},
        }

    def text(self, handle: str, marker: str) -> Json:
        """A text with both marks, and what was settled before. Raises KitError where it was not marked twice."""
        entries = self.entries()
        return self._taken(self._pair(self._named(handle, entries), entries, marker), entries, marker)

    def _taken(self, pair: Difference, entries: Sequence[Entry], marker: str) -> Json:
        """What is shown of a pair, which is taken for this marker where nobody else settles it."""
        claims = [one for one in pair.entry.claims if one.reading is Reading.SETTLED and one.marker != marker]
        self._book.claim(pair.entry, marker, Reading.SETTLED)
        return {**self._shown(pair, entries), "held": sorted({one.marker for one in claims})}

    def _lost(self, entry: Entry | None, shown: ShownText, marker: str) -> str:
        """As for a single mark; also where one of the two marks has changed."""
        pairs = differences([entry] if entry is not None else [], self.rubric)
        if entry is not None and [_versions(one) for one in pairs] != [shown.pair]:
            return "One of its two marks has changed since you opened it, so that yours will not be written."
        return super()._lost(entry, shown, marker)

    def _shown(self, pair: Difference, entries: Sequence[Entry]) -> Json:
        settled = pair.entry.marks.get(Reading.SETTLED)
        return {
            **self._words(pair.entry, entries),
            "reading": int(Reading.SETTLED),
            "seen": pair.entry.seen(Reading.SETTLED),
            "pair": _versions(pair),
            "first": mark_values(pair.first),
            "second": mark_values(pair.second),
            "settled": None if settled is None else mark_values(settled),
            "differ": list(pair.criteria),
            "apart": pair.points,
        }

    def save(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Write the mark that two markers settle on, which counts from then on; returns the overview as it is then.

        Both marks are kept beside it. Raises Conflict where the text, the rubric or one of the marks has changed.
        """
        order = read_order(SettleOrder, sent)
        entries = self.entries()
        entry = self._named(order.handle, entries)
        self._expect_current(entry, order.rubric, order.hash)
        if _versions(self._pair(entry, entries, marker)) != order.pair:
            raise Conflict(
                "One of the two marks has changed since you opened it; nothing was written. Read it again."
            )
        words = (order.levels, order.comments, order.comment)
        written = self._book.order(entry, marker, *words, Reading.SETTLED, order.seen, Change.SETTLED)
        self._book.write_all([written])
        return self.overview(marker)

    def undo(self, marker: str) -> Json | None:
        """Take back what this marker settled last; returns the text, None where there is nothing to take back."""
        found = self._book.take_back(marker, self.rubric.cell, Reading.SETTLED)
        if found is None:
            return None
        entries = self.entries()
        return self._taken(self._pair(found[0], entries, marker), entries, marker)

    def _pairs(self, entries: Sequence[Entry], marker: str) -> list[Difference]:
        """The texts that are marked twice as they are now, without those that the marker must not see yet."""
        blind = {one.hash for one in entries if wants_second(self._book, one, marker, self._share)}
        found = differences(entries, self.rubric)
        return [one for one in found if one.first.text == one.entry.hash and one.entry.hash not in blind]

    def _pair(self, entry: Entry, entries: Sequence[Entry], marker: str) -> Difference:
        found = next((one for one in self._pairs(entries, marker) if one.entry.student == entry.student), None)
        if found is None:
            raise KitError(
                "This text has no two marks that you may see now: load the list anew, and give your own marks first."
            )
        return found


def _versions(pair: Difference) -> str:
    """What stands there of both marks, as a page gives it back."""
    return f"{pair.first.version}.{pair.second.version}"
