"""A rubric: what a text is marked by. Criteria, each with its levels, points, and the yes/no question of each level."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from autograder.records.errors import KitError


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion. `question` is answered with yes where the level holds; `description` stands in the
    student's notebook.
    """

    key: str
    points: float
    description: str
    question: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of a rubric, its levels from the best down. `evidence` says what in run or text supports a level."""

    key: str
    title: str
    levels: tuple[Level, ...]
    evidence: str = ""
    summary: str = ""  # what is asked for, in a few words; stands beside the title

    @property
    def points(self) -> float:
        """The points of the best level."""
        return max((level.points for level in self.levels), default=0.0)

    def level(self, key: str) -> Level:
        """The level with that key; raises KitError where there is none."""
        return _named(key, self.levels, f"Criterion {self.key}", "level")


@dataclass(frozen=True, slots=True)
class Rubric:
    """The rubric of one text, which stands in the cell `cell` of the notebook."""

    cell: str
    title: str
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> float:
        """The points of a text that has the best level of each criterion."""
        return sum(criterion.points for criterion in self.criteria)

    @property
    def version(self) -> str:
        """A hash of what decides a mark: the keys and points, not the words."""
        decides = [
            [one.key, [[level.key, level.points] for level in sorted(one.levels, key=lambda level: level.key)]]
            for one in sorted(self.criteria, key=lambda one: one.key)
        ]
        return hashlib.sha256(json.dumps([self.cell, decides]).encode()).hexdigest()[:16]

    def criterion(self, key: str) -> Criterion:
        """The criterion with that key; raises KitError where there is none."""
        return _named(key, self.criteria, f"The rubric of {self.cell}", "criterion")

    def earned(self, levels: Mapping[str, str]) -> float:
        """The points of a level for each criterion, both by their keys; raises KitError where there is no such one."""
        given = (self.criterion(criterion).level(level) for criterion, level in levels.items())
        return math.fsum(level.points for level in given)

    @property
    def known(self) -> dict[str, set[str]]:
        """The keys of each criterion's levels, by the criterion's key."""
        return {one.key: {level.key for level in one.levels} for one in self.criteria}

    def fits(self, levels: Mapping[str, str]) -> bool:
        """Whether the levels name exactly the criteria of this rubric, each with a level that it has."""
        known = self.known
        return known.keys() == levels.keys() and all(level in known[key] for key, level in levels.items())


_Keyed = TypeVar("_Keyed", Level, Criterion)


def _named(key: str, among: Iterable[_Keyed], owner: str, kind: str) -> _Keyed:
    """Return the item with that key; raises KitError, which lists the known keys, where there is none."""
    found = {one.key: one for one in among}
    if key not in found:
        raise KitError(f"{owner} has no {kind} {key!r}: it has {', '.join(found) or 'none'}.")
    return found[key]
