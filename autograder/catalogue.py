"""A catalogue of misconceptions: what a student reads when a check has recognised a mistake by its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Misconception:
    """One known mistake.

    A slug is stable: gradebooks and class reports count by it. The sentence says what the evidence shows, the hint
    asks a question that leaves the line to the student, and `reread` names the notebook's section.
    """

    slug: str
    sentence: str
    hint: str
    reread: str

    def __str__(self) -> str:
        """What a student reads after the numbers."""
        return f"{self.sentence} {self.hint} (Read again: {self.reread}.)"


Catalogue = Mapping[str, Misconception]


def catalogue(*entries: Misconception) -> Catalogue:
    """The entries by their slug."""
    return {entry.slug: entry for entry in entries}
