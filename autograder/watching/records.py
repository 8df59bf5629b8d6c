"""What the watcher keeps with the course: how it watches, and each hand-in that it has seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Show(StrEnum):
    """What feedback shows before the deadline; each shows what those before it show."""

    POINTS = "points"  # of each task
    SENTENCES = "sentences"  # what each check looks at, and whether it passed
    MESSAGES = "messages"  # what was expected, what came, and a hint
    ALL = "all"  # the page that `vaekit grade` writes


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How a course is watched. `attempts` get feedback in a day of `timezone`, for each student and assignment."""

    schema: int = field(default=1, kw_only=True)
    show: Show = Show.SENTENCES
    attempts: int = 5
    timezone: str = "UTC"


class State(StrEnum):
    """What became of a hand-in."""

    QUEUED = "queued"
    GRADED = "graded"
    ATTENTION = "needs attention"  # it can't be graded as it is
    OVER_LIMIT = "over the day's limit"  # the next `vaekit grade` grades it
    SUPERSEDED = "superseded"  # a later hand-in of the student was there already
    GONE = "gone"  # it was taken away before it was graded


@dataclass(frozen=True, slots=True)
class Arrival:
    """A hand-in that was seen whole, and what became of it.

    `name` is that of its folder in the exchange. `handed_in` is its own time (UTC, ISO), `received` the file system's,
    and `day` that day in the course's time zone. `attempt` counts the student's hand-ins of the day, from 1, and is 0 for
    one that doesn't count; `limit` is how many of them get feedback. `files` is a hash of the files that were put into
    `submitted/`, "" before that.
    """

    name: str
    student: str
    assignment: str
    handed_in: str
    received: str
    day: str
    attempt: int
    limit: int
    state: State = State.QUEUED
    files: str = ""

    @property
    def gets_feedback(self) -> bool:
        return self.attempt <= self.limit

    @property
    def order(self) -> tuple[int, str, str]:
        """First attempts come first, so that nobody waits behind one student's many."""
        return self.attempt, self.received, self.name
