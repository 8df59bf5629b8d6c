"""One cell of a notebook, and its role in an assignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a cell of a submitted notebook is to the grader."""

    GIVEN = "given"  # the kit's own version is run in its place
    SOLUTION = "solution"
    CHECK = "check"  # never run: the checks are made elsewhere
    TEXT = "text"  # a text that a person marks
    EXTRA = "extra"  # added by the student
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `name` is its grade_id, or its place in the notebook where it has none; `number` that place, from 1."""

    name: str
    kind: str
    source: str
    role: Role
    grade_id: str | None = None
    points: float = 0.0
    outputs: tuple[Mapping[str, Any], ...] = ()
    number: int = 0
