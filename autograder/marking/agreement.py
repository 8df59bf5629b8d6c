"""How far two readings of the same texts agree, criterion by criterion, and which pairs differ most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.records.errors import KitError
from autograder.records.marking.marks import Agreement, Entry, Mark, Reading, Suggestion
from autograder.records.marking.rubric import Criterion, Rubric

Pair = tuple[Mapping[str, str], Mapping[str, str]]  # the levels of both readings, by criterion


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that two markers have marked: by how many points they differ in all, and in which criteria."""

    entry: Entry
    first: Mark
    second: Mark
    points: float
    criteria: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether the markers differ and nobody has settled it."""
        return bool(self.criteria) and Reading.SETTLED not in self.entry.marks


def agreement(pairs: Sequence[Pair], rubric: Rubric) -> list[Agreement]:
    """The agreement of pairs of readings for each criterion of the rubric."""
    return [_of_criterion(pairs, one) for one in rubric.criteria]


def marked_twice(entries: Iterable[Entry], rubric: Rubric) -> list[Pair]:
    """The levels of first and second marks, as they were given blind, of texts that both are about."""
    return [(first.levels, second.levels) for _, first, second in _twice(entries, rubric)]


def beside_suggestions(entries: Iterable[Entry], suggestions: Iterable[Suggestion], rubric: Rubric) -> list[Pair]:
    """The levels of a marker and of a reader who suggested some for just that text."""
    marks = {entry.student: entry.mark for entry in entries if entry.mark is not None}
    found = ((marks[one.student], one) for one in suggestions if one.student in marks)
    return [(mark.levels, one.levels) for mark, one in found if mark.text == one.text and rubric.fits(mark.levels)]


def differ_most(entries: Iterable[Entry], rubric: Rubric, most: int = 20) -> list[Difference]:
    """The texts that two markers differ about and have not settled, the widest difference first."""
    return [one for one in differences(entries, rubric) if one.is_open][:most]


def differences(entries: Iterable[Entry], rubric: Rubric) -> list[Difference]:
    """Every text that two markers have marked, the widest difference first."""
    found = [_difference(entry, first, second, rubric) for entry, first, second in _twice(entries, rubric)]
    return sorted(found, key=lambda one: (-one.points, -len(one.criteria), one.entry.student))


def _twice(entries: Iterable[Entry], rubric: Rubric) -> list[tuple[Entry, Mark, Mark]]:
    found = []
    for entry in entries:
        first, second = entry.marks.get(Reading.FIRST), entry.marks.get(Reading.SECOND)
        if (
            first
            and second
            and first.text == second.text
            and rubric.fits(first.levels)
            and rubric.fits(second.levels)
        ):
            found.append((entry, first, second))
    return found


def _difference(entry: Entry, first: Mark, second: Mark, rubric: Rubric) -> Difference:
    other = [one.key for one in rubric.criteria if first.levels[one.key] != second.levels[one.key]]
    apart = sum(
        abs(rubric.earned({key: first.levels[key]}) - rubric.earned({key: second.levels[key]})) for key in other
    )
    return Difference(entry, first, second, apart, tuple(other))


def _of_criterion(pairs: Sequence[Pair], criterion: Criterion) -> Agreement:
    levels = [level.key for level in sorted(criterion.levels, key=lambda level: level.points)]
    first, second = ([levels.index(one[side][criterion.key]) for one in pairs] for side in (0, 1))
    same = sum(a == b for a, b in zip(first, second, strict=True)) / len(pairs) if pairs else 0.0
    return Agreement(criterion.key, len(pairs), same, _kappa(first, second, len(levels)))


def _kappa(first: list[int], second: list[int], levels: int) -> float | None:
    """Cohen's kappa with quadratic weights: 1 is full agreement, 0 what chance gives.

    Raises KitError where scikit-learn is missing.
    """
    if len(first) < 2 or len({*first, *second}) < 2:
        return None
    try:
        from sklearn.metrics import cohen_kappa_score  # a second to import
    except ImportError as error:
        words = "The agreement is worked out by scikit-learn, which is missing: pip install scikit-learn."
        raise KitError(words) from error
    return float(cohen_kappa_score(first, second, labels=list(range(levels)), weights="quadratic"))
