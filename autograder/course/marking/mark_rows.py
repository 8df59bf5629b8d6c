"""A mark as it is ordered, and as a row of the desk's table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.course.gradebook.marks.desk_tables import version_of
from autograder.records.marking.marks import Change, GivenLevels, Grade, Mark, Reading
from autograder.records.marking.rubric import Rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(GivenLevels):
    """A mark to be written. `told` is the comment that formgrader and a page of feedback show. `seen` is what the marker
    has seen of it; None writes over whatever stands there.
    """

    rubric: Rubric
    told: str
    seen: str | None
    kind: Change
    by: str = ""  # who makes the change, where that is not the marker
    counts: bool = True  # whether the sum is nbgrader's number


def values_of(order: Order) -> dict[str, Any]:
    """The columns of a mark."""
    return {
        "marker": order.marker,
        "levels": json.dumps(dict(order.levels)),
        "comments": json.dumps(dict(order.comments)),
        "comment": order.comment,
        "score": order.score,
        "text": order.text,
        "rubric": version_of(order.rubric),
        "shown": order.shown,
        "points": order.points,
        "changed_at": order.when,
    }


def mark_of(row: Any) -> Mark | None:
    """The mark in a row; None where there is no row, or the mark was taken back."""
    if row is None or row["score"] is None:
        return None
    return Mark(
        student=row["student"],
        cell=row["cell"],
        reading=Reading(row["reading"]),
        marker=row["marker"],
        levels=json.loads(row["levels"]),
        comments=json.loads(row["comments"]),
        comment=row["comment"],
        score=row["score"],
        text=row["text"],
        rubric=row["rubric"],
        shown=row["shown"],
        points=row["points"],
        when=row["changed_at"],
        version=row["version"],
    )


def is_same(row: Mapping[str, Any], order: Order) -> bool:
    """Whether a row holds what is to be written, by the same marker."""
    wanted = values_of(order)
    return all(row[name] == wanted[name] for name in ("marker", "levels", "comments", "comment", "score", "text"))


def follows(seen_before: str, version: int) -> bool:
    """Whether a mark of that version is the next one after what was seen."""
    return seen_before.partition(":")[0] == str(version - 1)


def changed_meanwhile(student: str, row: Mapping[str, Any] | None, grade: Grade) -> str:
    """What is not as a marker has seen it, in a sentence."""
    if row is not None and row["score"] is not None and row["score"] == grade.manual:
        return f"{row['marker']} has marked this text ({row['score']:g} points) since you opened it; nothing was written."
    if grade.manual is not None:
        return f"The gradebook has {grade.manual:g} points of this text since you opened it; nothing was written."
    return "The mark of this text was taken back since you opened it; nothing was written."
