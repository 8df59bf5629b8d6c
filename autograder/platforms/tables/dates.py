"""Dates as a learning platform writes them for its readers, in the language of the site."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru")  # of the headings that `moodle` knows
_YEAR = re.compile(r"\b(\d{4})\b")
_DAY = re.compile(r"\b(\d{1,2})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\s*([AaPp])?\.?[Mm]?")
_WORD = re.compile(r"[^\W\d_]+")


def utc_of(text: str) -> datetime | None:
    """The moment that such a date names, in UTC and without a zone; None where it is none.

    `Friday, 1 March 2024, 1:00 PM` has no zone: it is taken for this machine's.
    """
    clock, year = _CLOCK.search(text), _YEAR.search(text)
    months = {_months()[word] for word in map(str.casefold, _WORD.findall(text)) if word in _months()}
    if clock is None or year is None or len(months) != 1:
        return None
    rest = text.replace(clock[0], " ", 1).replace(year[0], " ", 1)
    day = _DAY.search(rest)
    hour = int(clock[1]) % 12 + (12 if clock[3] in ("P", "p") else 0) if clock[3] else int(clock[1])
    try:
        found = datetime(int(year[1]), months.pop(), int(day[1]) if day else 0, hour, int(clock[2]))
        return found.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None


@cache
def _months() -> dict[str, int]:
    """The number of a month by its names, long and short, in all the languages."""
    from babel import Locale  # not for each command that names the platforms

    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for form in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                found |= {name.casefold().rstrip("."): number for number, name in form[width].items()}
    return found
