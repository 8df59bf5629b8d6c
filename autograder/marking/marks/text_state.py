"""How far the marking of a text is, worked out from its mark, the gradebook's number and what stands there now."""

from __future__ import annotations

from autograder.course.gradebook.marks.mark_basis import Basis
from autograder.records.marking.marks import Entry, Grade, Mark, State
from autograder.records.marking.rubric import Rubric


def state_of(entry: Entry, is_there: bool, now: Basis, rubric: Rubric | None) -> tuple[State, str]:
    """How far a text is, and what is not usual about it. `now` is what a mark would be given for."""
    mark, grade = entry.mark, entry.grade
    if not is_there:
        return (
            State.GONE,
            f"marked by {mark.marker if mark else 'somebody'}, and its hand-in or its cell is gone",
        )
    if mark is None:
        if grade.manual is not None and not grade.waiting:
            return State.OUTSIDE, f"formgrader has given {grade.manual:g} points"
        if grade.manual is None and grade.auto is not None and not grade.waiting:
            return State.UNWRITTEN, "unchanged: nbgrader gives 0, and asks nobody to mark it"
        return (
            State.UNMARKED,
            "" if grade.manual is None else f"{grade.manual:g} points were given before, and wait",
        )
    if grade.manual != mark.score and not grade.waiting:
        theirs = "no points" if grade.manual is None else f"{grade.manual:g} points"
        return State.OVERRULED, f"marked here with {mark.score:g}, and formgrader gives {theirs}, which count"
    return _state_of_mark(mark, grade, now, rubric)


def _state_of_mark(mark: Mark, grade: Grade, now: Basis, rubric: Rubric | None) -> tuple[State, str]:
    change = Basis(mark.text, mark.shown, mark.points).change_to(now)
    if grade.manual is None:
        return State.STALE, "marked here, and the gradebook has no points of it any more"
    if change is not None:
        return State.STALE, f"marked, but {change}"
    if rubric is not None and not rubric.fits(mark.levels):
        return State.STALE, "marked, but its rubric has other criteria or levels"
    if grade.waiting:
        return State.STALE, "marked, and it waits for a person again"
    if rubric is not None and rubric.earned(mark.levels) != mark.score:
        return (
            State.MARKED,
            "marked by an earlier rubric: `vaekit marks recompute` gives the points of the new one",
        )
    return State.MARKED, ""
