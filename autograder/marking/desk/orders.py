"""What a page may send to the desk, as records: anything else is refused in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from autograder.records.errors import KitError
from autograder.records.json_text import NotThatRecord, record_of
from autograder.records.marking.marks import Reading
from autograder.records.text import shortened


@dataclass(frozen=True, slots=True)
class SeenText:
    """A text by its handle, and what the marker has seen of its mark."""

    handle: str
    seen: str


@dataclass(frozen=True, slots=True)
class SaveOrder:
    """Levels and comments for a text, and for the identical texts in `also`."""

    handle: str
    levels: dict[str, str]
    comments: dict[str, str] = field(default_factory=dict)
    comment: str = ""
    reading: Reading = Reading.FIRST
    rubric: str = ""  # its version, as the page was loaded
    hash: str = ""  # of the text that was shown
    seen: str = ""
    also: list[SeenText] = field(default_factory=list)

    @property
    def texts(self) -> list[SeenText]:
        """All texts that it is for."""
        return [SeenText(self.handle, self.seen), *self.also]


@dataclass(frozen=True, slots=True)
class SettleOrder:
    """Levels and comments that take the place of two marks; `pair` is what was seen of these."""

    handle: str
    levels: dict[str, str]
    rubric: str
    hash: str
    seen: str
    pair: str
    comments: dict[str, str] = field(default_factory=dict)
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text that a page shows or has at hand, the reading that it is for, and what was seen of its mark; of a double
    mark, `pair` is what was seen of both.
    """

    handle: str
    seen: str
    reading: Reading
    pair: str = ""


@dataclass(frozen=True, slots=True)
class RenewOrder:
    """Keep texts for longer."""

    texts: list[ShownText]


@dataclass(frozen=True, slots=True)
class NextOrder:
    """Ask for a text that is none of those in `have`; those that are alike stand next to each other on request."""

    have: list[str] = field(default_factory=list)
    alike: bool = False


@dataclass(frozen=True, slots=True)
class FlagOrder:
    """A note that somebody should look at a text again; no note takes the marker's own away."""

    handle: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SkipOrder:
    """Let others have a text."""

    handle: str


_Order = TypeVar("_Order")


def read_order(kind: type[_Order], sent: Mapping[str, Any]) -> _Order:
    """The order in what a page has sent; raises KitError where a field is missing or of the wrong type."""
    try:
        return record_of(kind, sent)
    except NotThatRecord as error:
        why = shortened(str(error), 200)
        raise KitError(f"This page sent an order that the desk can't read ({why}): load the page anew.") from error
