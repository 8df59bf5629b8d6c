"""A hand-in that has just been found, as the queue keeps it, and what is odd about its time."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from autograder.watching.inbox import Found
from autograder.watching.records import Arrival, WatchSettings

_SKEW_S = 600.0  # between the time that a hand-in says and its arrival, until that is told


def arrival_of(found: Found, settings: WatchSettings) -> Arrival:
    """The record of a hand-in; the journal gives it the number of its attempt."""
    return Arrival(
        name=found.name,
        student=found.student,
        assignment=found.assignment.name,
        handed_in=found.handed_in,
        received=found.received.isoformat(),
        day=found.received.astimezone(ZoneInfo(settings.timezone)).date().isoformat(),
        attempt=0,
        limit=settings.attempts,
    )


def odd_time(found: Found, began: datetime) -> str | None:
    """A sentence on a hand-in that says that it was handed in later than it came, or much earlier and came after `began`.

    None where its time is as it should be.
    """
    if not found.handed_in:
        return None
    said = datetime.fromisoformat(found.handed_in).replace(tzinfo=UTC)
    early_s = (found.received - said).total_seconds()
    if early_s >= -_SKEW_S and (early_s <= _SKEW_S or found.received < began):
        return None
    came = f"and it came at {found.received:%Y-%m-%d %H:%M} UTC: a wrong clock, or more?"
    return f"{found.student}: its timestamp.txt says {said:%Y-%m-%d %H:%M} UTC, {came}"
