"""A text's mark by its rubric: who gave which levels, when, for which text; and what the gradebook has beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from autograder.records.errors import KitError
from autograder.records.marking.rubric import Rubric


class Reading(IntEnum):
    """Which of a text's marks this is. The settled mark counts where there is one, else the first."""

    FIRST = 1
    SECOND = 2  # by another marker, without sight of the first
    SETTLED = 3  # agreed on by both


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLevels:
    """The levels that one marker gives a text, by criterion, with comments; `when` is in seconds since 1970.

    `text` is the hash of the text, `shown` that of the rubric's words in the notebook, `points` are the cell's.
    """

    student: str
    cell: str
    reading: Reading
    marker: str
    levels: Mapping[str, str]
    comments: Mapping[str, str]
    comment: str
    score: float
    text: str
    shown: str
    points: float
    when: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(GivenLevels):
    """A mark as it was written. `rubric` names the rubric as it was then; `version` counts the changes."""

    rubric: str
    version: int


@dataclass(frozen=True, slots=True)
class Grade:
    """What nbgrader's gradebook has for a cell. `waiting` says whether the cell still needs a person's mark."""

    manual: float | None = None
    auto: float | None = None
    waiting: bool = True
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A marker's claim on a text, so that no other marker gets it, until a time in seconds since 1970."""

    marker: str
    reading: Reading
    until: float


@dataclass(frozen=True, slots=True)
class Flag:
    """A marker's wish to look at a text again."""

    marker: str
    note: str
    when: float


@dataclass(frozen=True, slots=True)
class Given:
    """A mark as a student is told it, with the rubric as it was; `told` is what of it stands in nbgrader's comment."""

    rubric: Rubric
    levels: Mapping[str, str]
    comments: Mapping[str, str]
    comment: str
    told: str | None


class Change(StrEnum):
    """The kind of change that an entry of the history records."""

    SAVED = "saved"
    UNDONE = "undone"
    SETTLED = "settled"
    RECOMPUTED = "recomputed"  # by a changed rubric
    IMPORTED = "imported"
    MOVED = "moved"  # to another name of the same student
    OUTSIDE = "outside"  # a number given in formgrader, as it was found before the desk wrote its own


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history of a text. `gradebook` is the number that stood in the gradebook before it."""

    number: int
    student: str
    cell: str
    reading: Reading
    kind: Change
    marker: str
    when: float
    levels: Mapping[str, str]
    score: float | None
    gradebook: float | None


class State(StrEnum):
    """How far the marking of a text is."""

    UNMARKED = "unmarked"
    MARKED = "marked"
    STALE = "stale"  # marked, but for another text, rubric or points: to be marked again
    OVERRULED = "overruled"  # marked at the desk, and formgrader has another number, which counts
    OUTSIDE = "outside"  # marked in formgrader alone
    UNWRITTEN = "unwritten"  # as it was released: nbgrader gives 0, and asks nobody
    GONE = "gone"  # there is a mark, and no text: its hand-in or its cell is away


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a student with all that is known of its marking; `why` says in a sentence what is not usual about it.

    `seen` is what `save` compares: whoever changes a mark must have seen what stands there.
    """

    student: str
    cell: str
    text: str
    hash: str
    state: State
    why: str = ""
    grade: Grade = field(default_factory=Grade)
    marks: Mapping[Reading, Mark] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    has_pictures: bool = False
    versions: Mapping[Reading, int] = field(default_factory=dict)

    @property
    def mark(self) -> Mark | None:
        """The mark that counts."""
        return self.marks.get(Reading.SETTLED) or self.marks.get(Reading.FIRST)

    def seen(self, reading: Reading = Reading.FIRST) -> str:
        """What stands there now, as `save` takes it."""
        return seen(self.versions.get(reading, 0), self.grade.manual, reading)


def seen(version: int, manual: float | None, reading: Reading) -> str:
    """What a marker has seen of a mark: its version and, where it counts, the gradebook's number."""
    return f"{version}" if reading is Reading.SECOND else f"{version}:{'' if manual is None else repr(manual)}"


@dataclass(frozen=True, slots=True)
class Choices:
    """How one text is marked: the share of texts that is marked twice, and whether suggestions are seen before."""

    second_share: float = 0.0
    show_suggestions: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a reader suggests a level: words of the text, and the reader's own."""

    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The levels that a second reader suggests for a text, which is no mark. `rubric` names the rubric that was read."""

    student: str
    cell: str
    reader: str
    levels: Mapping[str, str]
    reasons: Mapping[str, Reason]
    text: str
    rubric: str
    when: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one criterion: how many texts were read twice, the share with the same level, and the quadratic weighted kappa.

    `kappa` is None where it says nothing: fewer than two texts, or one level for all of them.
    """

    criterion: str
    pairs: int
    same: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class MarkedText:
    """How far the marking of one text is, for the class report: texts that have a mark and that wait for one.

    `titles` are those of the criteria by key; `markers` is the agreement of two markers, `readers` that of each second
    reader with the marker. `problem` says why nothing is known of it.
    """

    cell: str
    title: str
    done: int = 0
    left: int = 0
    titles: Mapping[str, str] = field(default_factory=dict)
    to_settle: int = 0
    markers: tuple[Agreement, ...] = ()
    readers: Mapping[str, tuple[Agreement, ...]] = field(default_factory=dict)
    problem: str = ""


class Conflict(KitError):
    """Somebody, or formgrader, has changed a mark since it was read; nothing was written."""


class Locked(KitError):
    """The gradebook can't be read or written now; nothing was written."""
