"""The texts of one cell as pages know them: by handles that tell no name, with what is shown of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from autograder.course.feedback.student_text_as_html import markdown2html
from autograder.marking.beside import Beside
from autograder.marking.desk.orders import RenewOrder, ShownText, SkipOrder, read_order
from autograder.marking.marks.store import MarkBook
from autograder.marking.seeded_order import position
from autograder.marking.seen_text import without_direction_signs
from autograder.records.errors import KitError
from autograder.records.exhibit import Exhibit
from autograder.records.marking.marks import Conflict, Entry, Mark, State
from autograder.records.marking.rubric import Rubric

Json = dict[str, Any]
HANDLE = 16  # hex digits


class TextTable:
    """The texts of one cell, and what each page shows of them."""

    def __init__(self, book: MarkBook, rubric: Rubric, beside: Beside) -> None:
        self._book, self.rubric, self._beside = book, rubric, beside

    @property
    def assignment(self) -> str:
        return self._book.assignment.name

    def entries(self) -> list[Entry]:
        return self._book.entries(self.rubric.cell)

    def beside(self, handle: str) -> Callable[[], list[Exhibit]]:
        """A function that reads what the kit measured of this student's run, and what stands out in the text.

        It reads no marks, so that another thread may call it: the hand-ins of a class take seconds the first time.
        """
        return partial(self._beside.of, self._named(handle, self.entries()).student, self.rubric.cell)

    def name(self, handle: str) -> str:
        """Whose text it is, for a marker who asks."""
        return self._named(handle, self.entries()).student

    @property
    def _share(self) -> float:
        """The share of texts that two markers mark."""
        return self._book.choices(self.rubric.cell).second_share

    def _words(self, entry: Entry, entries: Sequence[Entry]) -> Json:
        """What every page shows of a text: its number in the order of marking, its words as HTML, its state."""
        return {
            "handle": self._handle(entry),
            "number": next(n for n, one in enumerate(entries, 1) if one.student == entry.student),
            "html": self._html(entry),
            "words": len(entry.text.split()),
            "hash": entry.hash,
            "state": entry.state,
            "why": entry.why,
        }

    def _html(self, entry: Entry) -> str:
        """The text as safe HTML; a remark where there is none."""
        if not entry.text.strip() and not entry.has_pictures:
            return "<p><em>There is no text: the cell is empty.</em></p>"
        attached = self._book.attachments(entry.cell, entry.student) if entry.has_pictures else None
        return without_direction_signs(str(markdown2html({"cell": {"attachments": attached}}, entry.text)))

    def _expect_current(self, entry: Entry, rubric: str, text: str) -> None:
        """Raise Conflict where a page's order is for another version of the rubric or hash of the text than now."""
        if self.rubric.version != rubric:
            raise Conflict("The rubric has changed since this page was loaded; nothing was written. Load it anew.")
        if entry.hash != text:
            raise Conflict("The text was graded anew since you opened it; nothing was written. Read it again.")

    # --- keeping texts from others

    def renew(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Keep for longer the texts that a page has; tells, by handle, which are lost to somebody else, and why."""
        order = read_order(RenewOrder, sent)
        self._book.renew(marker, self.rubric.cell)
        entries = {self._handle(one): one for one in self.entries()}
        found = {one.handle: self._lost(entries.get(one.handle), one, marker) for one in order.texts}
        return {"lost": {handle: why for handle, why in found.items() if why}}

    def _lost(self, entry: Entry | None, shown: ShownText, marker: str) -> str:
        """Why a text is not the marker's any more; empty where it is, and is kept for longer."""
        if entry is None:
            return "It is not there any more."
        if entry.seen(shown.reading) != shown.seen:
            mark = entry.marks.get(shown.reading)
            by = mark.marker if mark is not None and mark.marker != marker else "somebody"
            return f"{by} has changed its mark since you opened it, so that yours will not be written."
        if entry.state is State.GONE or self._book.claim(entry, marker, shown.reading):
            return ""
        others = ", ".join(sorted({one.marker for one in entry.claims if one.reading == shown.reading}))
        return f"{others or 'Somebody'} has it open now, as nobody was at this page for a while."

    def skip(self, marker: str, sent: Mapping[str, Any]) -> Json:
        """Let others have a text that this marker has before them."""
        entry = self._named(read_order(SkipOrder, sent).handle, self.entries())
        self._book.release(marker, entry, self.rubric.cell)
        return {}

    # --- handles

    def _handle(self, entry: Entry) -> str:
        return position(f"{self._salt}/{entry.cell}", entry.student)[:HANDLE]

    @cached_property
    def _salt(self) -> str:
        return f"handle/{self._book.course.root}/{self.assignment}"

    def _named(self, handle: str, entries: Sequence[Entry]) -> Entry:
        found = next((one for one in entries if self._handle(one) == handle), None)
        if found is None:
            raise KitError("This text is not there any more: load the page anew.")
        return found


def mark_values(mark: Mark) -> Json:
    """A mark as a page gets it."""
    return {
        "levels": dict(mark.levels),
        "comments": dict(mark.comments),
        "comment": mark.comment,
        "score": mark.score,
        "marker": mark.marker,
    }
