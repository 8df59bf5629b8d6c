"""Errors of nbgrader's converters as short sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.records.text import shortened

_LOCKED = (
    "database is locked",
    "lock timeout",
    "could not connect",
    "connection refused",
    "closed the connection",
    "terminating connection",
    "starting up",
)
_CAUSES = {
    "No space left on device": "the disk is full",
    "database or disk is full": "the disk is full",
    "Disk quota exceeded": "the disk is full",
    "File too large": "a file may not grow that large here",
}


def why_failed(outcome: Mapping[str, str]) -> str:
    """The exception that stopped a converter: the line of its logged traceback that names it, without the lines of
    explanation after it, such as an SQL statement or a link.
    """
    told = f"{outcome.get('log', '')}\n{outcome['error']}"
    named = [line for line in _EXCEPTION.findall(told) if not _MODULE.sub("", line).startswith(_WRAPPERS)]
    return shortened((named or outcome["error"].strip().splitlines() or ["no reason was given"])[-1], 300)


_EXCEPTION = re.compile(
    r"^ {0,4}((?:(?:\w+\.)+[A-Z]\w*: |(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Entry|Exit|Interrupt)\b).*)$",
    re.MULTILINE,  # a qualified name, or one with a usual ending
)
_MODULE = re.compile(r"^(?:\w+\.)+(?=[A-Z]\w*\b)")
_WRAPPERS = ("SystemExit", "NbGraderException: Please see")


def is_locked(error: str) -> bool:
    return any(word in error.lower() for word in _LOCKED)


def cause_of(words: str) -> str:
    """The cause of an error, in words that are the same for every submission."""
    known = next((cause for sign, cause in _CAUSES.items() if sign in words), None)
    return known or f"nbgrader could not write it ({words})"
