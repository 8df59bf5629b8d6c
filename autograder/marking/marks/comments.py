"""Comments on a text: what nbgrader's comment says of a mark, and the comments that were used before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from autograder.records.marking.marks import Entry
from autograder.records.marking.rubric import Rubric


def composed(rubric: Rubric, levels: Mapping[str, str], comments: Mapping[str, str], comment: str) -> str:
    """A mark in words, a line for each criterion, for those who see nbgrader's comment alone."""
    lines = []
    for criterion in rubric.criteria:
        points = criterion.level(levels[criterion.key]).points
        said = f" {comments[criterion.key]}" if criterion.key in comments else ""
        lines.append(f"{criterion.title}: {points:g} of {criterion.points:g}.{said}")
    return "\n".join([*lines, *([comment] if comment else [])])


def bank(entries: Iterable[Entry]) -> dict[str, list[tuple[str, int]]]:
    """The comments that were made for each criterion, with how often, the most used first; "" has the free ones."""
    found: dict[str, Counter[str]] = {}
    for entry in entries:
        for mark in entry.marks.values():
            said = {**mark.comments, "": mark.comment}
            for key, words in said.items():
                if words:
                    found.setdefault(key, Counter())[words] += 1
    return {key: sorted(counts.items(), key=lambda one: (-one[1], one[0])) for key, counts in found.items()}
