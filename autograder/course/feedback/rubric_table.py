"""The rubric on a student's page: the level given in each row, and the comments; no text that is for markers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from autograder.course.feedback.added_cells import code_cell, display, fitting, without_source
from autograder.course.feedback.html import render
from autograder.records.marking.marks import Given
from autograder.records.marking.rubric import Criterion

_MARKED = "# How the text above was marked."


def add_rubric_tables(nb: NotebookNode, marks: Mapping[str, Given]) -> None:
    """Insert below each text a table of how it was marked, in place of nbgrader's comment where that says the same."""
    cells = []
    for cell in nb.cells:
        cells.append(cell)
        about = cell.metadata.get("nbgrader", {})
        one = marks.get(str(about.get("grade_id", "")))
        if one is not None:
            said = (about.get("comment") or "").strip()
            if one.told is not None and said == one.told.strip():
                about["comment"] = ""
            cells.append(_cell(one, nb))
    nb.cells = cells


def _cell(one: Given, nb: NotebookNode) -> NotebookNode:
    data = {"text/html": as_html(one), "text/plain": "the rubric, with the levels that were given"}
    cell = code_cell(_MARKED, [display(data)])
    return without_source(fitting(cell, nb))


def as_html(one: Given) -> str:
    """The rubric as a table; the template escapes what people wrote."""
    return render("rubric.html", one=one, rows=[_row(criterion, one) for criterion in one.rubric.criteria])


def _row(criterion: Criterion, one: Given) -> dict[str, Any]:
    """A criterion with the key and the points of the level that was given."""
    chosen = one.levels.get(criterion.key)
    points = next((level.points for level in criterion.levels if level.key == chosen), 0.0)
    return {
        "criterion": criterion,
        "chosen": chosen,
        "points": points,
        "comment": one.comments.get(criterion.key),
    }
