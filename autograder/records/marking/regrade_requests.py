"""A student's request for another look at a check or at a criterion, and what was answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegradeRequest:
    """What a student asks to be looked at again, in their words: which result, and why."""

    about: str
    why: str

    def id_of(self, student: str) -> str:
        """The request's id for a student: eight hexadecimal digits, the same for the same words."""
        told = "\0".join((student, self.about, self.why))
        return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class RegradeAnswer:
    """What was answered to a request; `when` is a time in ISO 8601 with its offset."""

    request: RegradeRequest
    words: str
    by: str
    when: str
