"""Training for markers: texts with the levels that were agreed on, and the reason for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.records.marking.rubric import Rubric


@dataclass(frozen=True, slots=True)
class TrainingText:
    """A text, with a level and a reason for each criterion of its rubric, all by their keys."""

    key: str
    text: str
    levels: Mapping[str, str]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Training:
    """What a new marker of one cell marks first. `run` says in Markdown what was measured of the run they speak of."""

    run: str
    texts: tuple[TrainingText, ...]


@dataclass(frozen=True, slots=True)
class LevelDifference:
    """A criterion where a marker gave another level than was agreed on, both by their keys, with the reason."""

    criterion: str
    given: str
    agreed: str
    reason: str


def differences(text: TrainingText, given: Mapping[str, str], rubric: Rubric) -> list[LevelDifference]:
    """Where a marker's levels differ from those agreed on, in the order of the rubric."""
    return [
        LevelDifference(one.key, given[one.key], text.levels[one.key], text.reasons[one.key])
        for one in rubric.criteria
        if one.key in given and given[one.key] != text.levels[one.key]
    ]
