"""The marks of a course's texts: what a desk reads and writes.

    book = MarkBook.opened(root, assignment, {rubric.cell: rubric for rubric in rubrics})
    entries = book.entries("latent-writeup")         # every text with its state, in the order of marking
    entry = book.entry("latent-writeup", "ada")      # one text, as it stands now
    book.save(entry, "marker", {"comparison": "full", …}, {"number": "Which one?"}, "A comment.")
    book.undo("marker")                              # takes back that marker's last change

`save` compares what the marker saw (`entry.seen(reading)`, a string that a page keeps and gives back as `seen`) and the
text's hash with what stands there now. Where they differ it raises `Conflict`, and nothing is written: read the entry
anew, and show it. `Locked` says that the gradebook can't be read or written now. Both are KitErrors whose text is for the
marker. What was saved is on the disk when `save` returns; saving the same again, as the answer was lost, changes nothing.

The next text, claims, filters and figures stand in `queue`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.authoring.assignment import Assignment
from autograder.course.configuration.course_root import CourseRoot, opened
from autograder.course.gradebook.marks.desk_tables import version_of
from autograder.course.gradebook.marks.mark_basis import Basis
from autograder.course.marking.mark_rows import Order
from autograder.course.marking.mark_store import MarkStore
from autograder.course.marking.texts import Texts
from autograder.marking.marks.comments import composed
from autograder.marking.marks.text_state import state_of
from autograder.marking.seeded_order import position
from autograder.records.errors import KitError
from autograder.records.marking.marks import (
    Change,
    Choices,
    Conflict,
    Entry,
    Event,
    Grade,
    Mark,
    Reading,
    State,
    Suggestion,
)
from autograder.records.marking.rubric import Rubric

LEASE_S = 300.0  # how long a text is a marker's own without a sign of life
_LONGEST = 4_000  # characters of a comment


class MarkBook:
    """The texts and marks of one assignment. `rubrics` are those of its cells, by cell."""

    def __init__(self, course: CourseRoot, assignment: Assignment, rubrics: Mapping[str, Rubric]) -> None:
        self.course, self.assignment, self.rubrics = course, assignment, dict(rubrics)
        self.store = MarkStore(course, assignment)
        self._texts = Texts(course, assignment)

    @classmethod
    def opened(cls, root: Path, assignment: Assignment, rubrics: Mapping[str, Rubric]) -> MarkBook:
        """The marks of the course in that root. Raises KitError where it can't be used."""
        return cls(opened(root), assignment, rubrics)

    def close(self) -> None:
        self.store.close()

    # --- reading

    def entries(self, cell: str) -> list[Entry]:
        """Every text of a cell, in the order in which everybody marks them; texts that are gone come last."""
        found = self._entries(cell, None)
        return sorted(found, key=lambda one: (one.state is State.GONE, position(self._seed(cell), one.student)))

    def entry(self, cell: str, student: str) -> Entry:
        """One text, as it stands now. Raises KitError where there is none."""
        found = self._entries(cell, student)
        if not found:
            raise KitError(f"There is no `{cell}` of {student} in {self.assignment.name}.")
        return found[0]

    def history(self, cell: str, student: str) -> list[Event]:
        """Every change of a text's mark, the first change first: who, when, which levels, and the gradebook's number."""
        return self.store.history(cell, student)

    def attachments(self, cell: str, student: str) -> dict[str, object]:
        """The pictures that are attached to a text, as a notebook has them."""
        return self._texts.attachments(student, cell)

    def _seed(self, cell: str) -> str:
        return f"{self.assignment.name}/{cell}"

    def _entries(self, cell: str, student: str | None) -> list[Entry]:
        grades = self.store.grades(cell, student)
        shown, points = self.store.shown_now(cell)
        kept: dict[str, dict[Reading, tuple[int, Mark | None]]] = {}
        for owner, _, reading, version, mark in self.store.marks(cell):
            if student in (None, owner):
                kept.setdefault(owner, {})[reading] = (version, mark)
        claims, flags = self.store.claims(cell, time.time()), self.store.flags(cell)
        found = []
        for owner in dict.fromkeys([*grades, *kept]):
            marks = {reading: mark for reading, (_, mark) in kept.get(owner, {}).items() if mark is not None}
            text = self._texts.of(owner).get(cell) if owner in grades else None
            if text is None and not marks:
                continue
            entry = Entry(
                owner,
                cell,
                text.source if text else "",
                text.hash if text else "",
                State.UNMARKED,
                grade=grades.get(owner, Grade()),
                marks=marks,
                claims=claims.get(owner, ()),
                flags=flags.get(owner, ()),
                has_pictures=text.pictures if text else False,
                versions={reading: version for reading, (version, _) in kept.get(owner, {}).items()},
            )
            now = Basis(entry.hash, shown, points)
            state, why = state_of(entry, text is not None, now, self.rubrics.get(cell))
            found.append(replace(entry, state=state, why=why))
        return found

    # --- writing

    def save(
        self,
        entry: Entry,
        marker: str,
        levels: Mapping[str, str],
        comments: Mapping[str, str] | None = None,
        comment: str = "",
        *,
        reading: Reading = Reading.FIRST,
        seen: str | None = None,
        kind: Change = Change.SAVED,
    ) -> Entry:
        """Write a mark of the text that `entry` shows, and return the entry as it stands then.

        `levels` has a level for each criterion of the rubric. A second mark gives no points. Raises Conflict, and
        KitError where the levels don't fit.
        """
        self.write_all([self.order(entry, marker, levels, comments or {}, comment, reading, seen, kind)])
        return self.entry(entry.cell, entry.student)

    def write_all(self, orders: Sequence[Order]) -> None:
        """Write several marks, all or none of them. Raises Conflict where one of the texts is another one now."""
        for order in orders:
            now = self._texts.of(order.student).get(order.cell)
            if now is None or now.hash != order.text:
                raise Conflict(
                    f"The text of {order.student} was graded anew since you opened it; nothing was written."
                )
        self.store.write_all(orders)

    def order(
        self,
        entry: Entry,
        marker: str,
        levels: Mapping[str, str],
        comments: Mapping[str, str],
        comment: str,
        reading: Reading = Reading.FIRST,
        seen: str | None = None,
        kind: Change = Change.SAVED,
    ) -> Order:
        """What is written for these levels. Raises KitError where they don't fit the rubric."""
        rubric = self.rubric(entry.cell)
        expect_complete(rubric, levels)
        said = {key: _within(words) for key, words in comments.items() if words.strip()}
        for key in said:
            rubric.criterion(key)
        shown, points = self.shown_now(entry.cell)
        return Order(
            student=entry.student,
            cell=entry.cell,
            reading=reading,
            marker=marker,
            levels=dict(levels),
            comments=said,
            comment=_within(comment),
            score=rubric.earned(levels),
            told=composed(rubric, levels, said, _within(comment)),
            text=entry.hash,
            rubric=rubric,
            shown=shown,
            points=points,
            seen=entry.seen(reading) if seen is None else seen,
            kind=kind,
            when=time.time(),
        )

    def shown_now(self, cell: str) -> tuple[str, float]:
        """The hash of the rubric's words as they were released, and the cell's points; raises KitError where the rubric
        has others, as a mark by it would not be one of the gradebook's.
        """
        shown, points = self.store.shown_now(cell)
        own = self.rubric(cell).points
        if not math.isclose(own, points):
            raise KitError(
                f"The rubric of `{cell}` has {own:g} points and its cell in the gradebook {points:g}: give both the "
                f"same, then run `nbgrader generate_assignment {self.assignment.name} --force`."
            )
        return shown, points

    def rubric(self, cell: str) -> Rubric:
        """The rubric of a cell; raises KitError where there is none."""
        if cell not in self.rubrics:
            known = ", ".join(f"`{one}`" for one in self.rubrics) or "no text"
            raise KitError(f"There is no rubric for `{cell}` in {self.assignment.name}: there is one for {known}.")
        return self.rubrics[cell]

    def undo(self, marker: str, cell: str | None = None) -> Entry | None:
        """Take back the marker's last change; returns that text, or None where there is nothing to take back.

        Raises Conflict where somebody else, or formgrader, has changed the mark since.
        """
        found = self.take_back(marker, cell)
        return None if found is None else found[0]

    def take_back(
        self, marker: str, cell: str | None = None, reading: Reading | None = None
    ) -> tuple[Entry, Reading] | None:
        """As `undo`, of one reading where it is named, with the reading whose change was taken back."""
        found = self.store.undo(marker, time.time(), cell, reading)
        return None if found is None else (self.entry(found[0], found[1]), found[2])

    def choices(self, cell: str) -> Choices:
        """The share of texts that is marked twice, and whether suggestions are shown before a mark is given."""
        return self.store.choices(cell)

    def suggestions(self, cell: str) -> list[Suggestion]:
        """What readers have suggested for texts and by a rubric as they are now; what is outdated is left out.

        They are no part of an entry: a marker sees them after giving a mark, unless `choices` says otherwise.
        """
        rubric, now = version_of(self.rubric(cell)), {one.student: one.hash for one in self.entries(cell)}
        return [
            one
            for one in self.store.suggestions(cell)
            if one.rubric == rubric and now.get(one.student) == one.text
        ]

    def claim(self, entry: Entry, marker: str, reading: Reading = Reading.FIRST, lease_s: float = LEASE_S) -> bool:
        """Take a text, or keep it for longer: others pass it over until then. False where another marker has it."""
        return self.store.claim(entry.cell, entry.student, reading, marker, time.time(), lease_s)

    def renew(self, marker: str, cell: str, lease_s: float = LEASE_S) -> None:
        """Keep for longer what the marker has claimed of a cell."""
        self.store.renew(marker, cell, time.time(), lease_s)

    def release(self, marker: str, entry: Entry | None = None, cell: str | None = None) -> None:
        """Let others have what the marker has claimed: all of it, or that of a text or of a cell."""
        self.store.release(marker, *((cell,) if entry is None else (entry.cell, entry.student)))

    def flag(self, entry: Entry, marker: str, note: str = "") -> None:
        """Note that the marker wants to look at a text again; another marker's flag stays in its place."""
        self.store.flag(entry.cell, entry.student, marker, _within(note), time.time())

    def unflag(self, entry: Entry, marker: str) -> None:
        """Take the marker's own flag away."""
        self.store.unflag(entry.cell, entry.student, marker)


def expect_complete(rubric: Rubric, levels: Mapping[str, str]) -> None:
    """Raise KitError where levels are missing, or the rubric does not have them."""
    missing = [one.title for one in rubric.criteria if one.key not in levels]
    if missing:
        raise KitError(f"No level is chosen for {', '.join(missing)}: choose one for each criterion.")
    rubric.earned(levels)


def _within(words: str) -> str:
    """A comment without what is not text, of bounded length."""
    kept = "".join(letter for letter in words if letter.isprintable() or letter in "\n\t").strip()
    if len(kept) > _LONGEST:
        raise KitError(f"A comment has {len(kept)} characters, more than {_LONGEST}: shorten it.")
    return kept
