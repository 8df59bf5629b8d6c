"""Which text comes next, and what a desk tells of the work.

    entries = book.entries(cell)                              # in the order of marking
    task = take_next(book, entries, "marker", share=0.1)      # claims it, or None when all is done
    task.entry, task.reading                                  # what to show: a second mark is made without the first
    chosen(entries, Filter.FLAGGED, "marker")                 # unmarked, flagged, mine, by level
    progress(entries, rubric, book.store.history(cell), "marker")
    side_by_side(entries), identical(entries, entry), comments.bank(entries)

All but `take_next` compute from what was read, and write nothing.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from autograder.marking.marks.store import MarkBook
from autograder.marking.seeded_order import is_chosen
from autograder.records.marking.marks import Change, Entry, Event, Reading, State, Suggestion
from autograder.records.marking.rubric import Rubric

_OPEN = (State.UNMARKED, State.STALE)
_PAUSE_S = 600.0  # between two texts: whoever takes longer did something else


@dataclass(frozen=True, slots=True)
class Task:
    """A text that a marker is to mark now."""

    entry: Entry
    reading: Reading


def take_next(
    book: MarkBook, entries: Iterable[Entry], marker: str, *, share: float = 0.0, passed_over: Container[str] = ()
) -> Task | None:
    """Claim the next text that nobody has marked, or that is to be marked a second time; None where none is left.

    `share` is the share of texts that are marked twice; the students in `passed_over` are left out for now.
    """
    for task in tasks(book, entries, marker, share):
        wanted = task.entry.student not in passed_over
        if wanted and not _held(task, marker) and book.claim(task.entry, marker, task.reading):
            return task
    return None


def tasks(book: MarkBook, entries: Iterable[Entry], marker: str, share: float = 0.0) -> list[Task]:
    """What is left for a marker, in the order of marking."""
    found = []
    for entry in entries:
        if entry.state in _OPEN:
            found.append(Task(entry, Reading.SETTLED if Reading.SETTLED in entry.marks else Reading.FIRST))
        elif wants_second(book, entry, marker, share):
            found.append(Task(blinded(entry, marker), Reading.SECOND))
    return found


def wants_second(book: MarkBook, entry: Entry, marker: str, share: float) -> bool:
    """Whether a marker is to mark a text a second time, without sight of the first mark."""
    first = entry.marks.get(Reading.FIRST)
    by_another = first is not None and first.marker != marker and entry.state is not State.GONE
    open_ = by_another and Reading.SECOND not in entry.marks and Reading.SETTLED not in entry.marks
    return open_ and is_chosen(f"{book.assignment.name}/{entry.cell}", entry.student, share)


def as_seen(book: MarkBook, entries: Iterable[Entry], marker: str, share: float) -> list[Entry]:
    """The texts as a marker may see them: without the first mark of those that the marker is to mark a second time."""
    return [blinded(one, marker) if wants_second(book, one, marker, share) else one for one in entries]


def blinded(entry: Entry, marker: str) -> Entry:
    """A text without what others have given it: the state, the points and their comments would tell the first mark."""
    own = {reading: mark for reading, mark in entry.marks.items() if mark.marker == marker}
    hidden = replace(entry.grade, manual=None, comment=None)
    return replace(entry, state=State.UNMARKED, why="", grade=hidden, marks=own, flags=())


def visible_suggestions(book: MarkBook, entry: Entry, marker: str) -> list[Suggestion]:
    """What readers suggest for a text, once the marker has marked it; before, where the course has chosen so."""
    marked = any(mark.marker == marker and mark.text == entry.hash for mark in entry.marks.values())
    if not marked and not book.choices(entry.cell).show_suggestions:
        return []
    return [one for one in book.suggestions(entry.cell) if one.student == entry.student]


def _held(task: Task, marker: str) -> bool:
    return any(one.marker != marker and one.reading == task.reading for one in task.entry.claims)


# --- filters ------------------------------------------------------------------------------------------------------


class Filter(StrEnum):
    """Which texts are shown."""

    ALL = "all"
    UNMARKED = "unmarked"
    FLAGGED = "flagged"
    MINE = "mine"
    OVERRULED = "overruled"
    GONE = "gone"


def chosen(
    entries: Iterable[Entry], wanted: Filter, marker: str = "", level: tuple[str, str] | None = None
) -> list[Entry]:
    """The texts that a filter lets through; `level` is a criterion and the level that the mark must have there."""
    found = [one for one in entries if _passes(one, wanted, marker)]
    if level is None:
        return found
    return [one for one in found if one.mark is not None and one.mark.levels.get(level[0]) == level[1]]


def _passes(entry: Entry, wanted: Filter, marker: str) -> bool:
    if wanted is Filter.UNMARKED:
        return entry.state in _OPEN
    if wanted is Filter.FLAGGED:
        return bool(entry.flags)
    if wanted is Filter.MINE:
        return any(mark.marker == marker for mark in entry.marks.values())
    if wanted is Filter.OVERRULED:
        return entry.state in (State.OVERRULED, State.OUTSIDE)
    if wanted is Filter.GONE:
        return entry.state is State.GONE
    return True


# --- progress -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the marking is: `pace_s` are seconds for a text of the marker's own, `left_s` for what is left for them.

    `levels` has how often each level of each criterion was given.
    """

    done: int
    left: int
    pace_s: float | None
    left_s: float | None
    levels: Mapping[str, Mapping[str, int]]


def progress(entries: Sequence[Entry], rubric: Rubric, history: Iterable[Event], marker: str) -> Progress:
    """What the top of the desk tells."""
    left = sum(one.state in _OPEN for one in entries)
    done = sum(one.state not in (*_OPEN, State.GONE) for one in entries)
    pace = _pace(history, marker)
    return Progress(done, left, pace, None if pace is None else pace * left, distribution(entries, rubric))


def distribution(entries: Iterable[Entry], rubric: Rubric) -> dict[str, dict[str, int]]:
    """How often each level was given, by criterion, in the rubric's order; only marks that fit the rubric count."""
    marks = [one.mark for one in entries if one.mark is not None]
    given = {one.key: Counter(mark.levels.get(one.key) for mark in marks) for one in rubric.criteria}
    return {one.key: {level.key: given[one.key][level.key] for level in one.levels} for one in rubric.criteria}


def _pace(history: Iterable[Event], marker: str) -> float | None:
    """The median time between a marker's texts, pauses left out; None until there are two."""
    times = sorted(one.when for one in history if one.marker == marker and one.kind is Change.SAVED)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    worked = [gap for gap in gaps if gap < _PAUSE_S]
    return statistics.median(worked) if worked else None


# --- texts that are alike -----------------------------------------------------------------------------------------

_WORDS = 3  # in a passage that two texts may share
_ALIKE = 0.4  # of the passages of the shorter text


def identical(entries: Iterable[Entry], entry: Entry) -> list[Entry]:
    """The other texts that are, word for word, this one, and that nobody has marked: they can be marked together."""
    others = (one for one in entries if one.student != entry.student and one.state is State.UNMARKED)
    return [one for one in others if one.hash == entry.hash and one.text.strip()]


def side_by_side(entries: Sequence[Entry]) -> list[Entry]:
    """The texts with those next to each other that are alike; each group stands where its first text stood."""
    group = {one.student: number for number, one in enumerate(entries)}
    for a, b in _alike_pairs(entries):
        low, high = sorted((group[a], group[b]))
        group.update({student: low for student, number in group.items() if number == high})
    return sorted(entries, key=lambda one: group[one.student])


def _alike_pairs(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Pairs of students whose texts share much. What a tenth of the class has in common makes nobody alike."""
    passages = {one.student: _passages(one.text) for one in entries}
    holders: dict[tuple[str, ...], list[str]] = {}
    for student, found in passages.items():
        for passage in found:
            holders.setdefault(passage, []).append(student)
    most = max(10, len(entries) // 10)
    shared: Counter[tuple[str, str]] = Counter()
    for students in holders.values():
        if len(students) <= most:
            shared.update((a, b) for i, a in enumerate(students) for b in students[i + 1 :])
    same = [(a, b) for a, b in _same_hash(entries)]
    alike = [
        pair for pair, count in shared.items() if count >= _ALIKE * max(1, min(len(passages[one]) for one in pair))
    ]
    return same + alike


def _same_hash(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    first: dict[str, str] = {}
    return [
        (first[one.hash], one.student) for one in entries if first.setdefault(one.hash, one.student) != one.student
    ]


def _passages(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[start : start + _WORDS]) for start in range(len(words) - _WORDS + 1)}
