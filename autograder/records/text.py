"""Make untrusted text safe to show: printable, of bounded length, and no formula of a spreadsheet."""

from __future__ import annotations

import re

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# Control characters, lone surrogates, and marks that change the reading direction
_UNPRINTABLE = re.compile(
    r"[^\x20-\x7e\xa0-\ud7ff\ue000-\uffff]+|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+"
)


def printable(text: str) -> str:
    """Untrusted text as one line that a terminal, a file and a page can show, without terminal colours."""
    return " ".join(_UNPRINTABLE.sub(" ", _COLOURS.sub("", text)).split())


def shortened(text: str, most: int) -> str:
    """The text cut to at most `most` characters, between words, with an ellipsis where something is left out."""
    if len(text) <= most:
        return text
    kept, _, rest = text[:most].rpartition(" ")
    whole = kept if len(rest) < most / 2 else text[: most - 2]  # a single word longer than that
    return f"{whole.rstrip(' ,;:')} …"


_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet takes for a formula


def is_formula(text: str) -> bool:
    """Whether a spreadsheet takes a cell with this text for a formula."""
    return text.lstrip(" \n").startswith(_FORMULA)
