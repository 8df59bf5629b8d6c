"""The rubric on a student's page: the level that was given in each row, and the comments. No word for the marker."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import nbformat
from nbformat import NotebookNode

from autograder.course.feedback.added_cells import fitting, without_source
from autograder.records.exhibit import NO_FORMULAS
from autograder.records.marking.marks import Given
from autograder.records.marking.rubric import Criterion

_MARKED = "# How the text above was marked."


def show(nb: NotebookNode, marks: Mapping[str, Given]) -> None:
    """Put below each text how it was marked, in the place of nbgrader's comment where that says the same."""
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
    cell = nbformat.v4.new_code_cell(_MARKED, outputs=[nbformat.v4.new_output("display_data", data)])
    return without_source(fitting(cell, nb))


def as_html(one: Given) -> str:
    """The rubric as a table; what people wrote is escaped."""
    rows = "".join(_row(criterion, one) for criterion in one.rubric.criteria)
    head = "".join(f"<th scope='col' {_CELL}>{word}</th>" for word in ("What is marked", "Level", "Points"))
    comment = f"<p style='white-space:pre-line'>{escape(one.comment)}</p>" if one.comment else ""
    return (
        f"<div class='vaekit-rubric {NO_FORMULAS}' style='font-family:sans-serif;max-width:60em'>"
        f"<table style='border-collapse:collapse;width:100%'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"{comment}</div>"
    )


_CELL = "style='text-align:left;vertical-align:top;padding:.3em .6em;border-top:1px solid #bbb'"


def _row(criterion: Criterion, one: Given) -> str:
    chosen = one.levels.get(criterion.key)
    levels = "<br>".join(_level(level.description, level.key == chosen) for level in criterion.levels)
    said = one.comments.get(criterion.key)
    comment = f"<p style='margin:.4em 0 0;white-space:pre-line'>{escape(said)}</p>" if said else ""
    points = next((level.points for level in criterion.levels if level.key == chosen), 0.0)
    return (
        f"<tr><th scope='row' {_CELL}>{escape(criterion.title)}</th><td {_CELL}>{levels}{comment}</td>"
        f"<td {_CELL}>{points:g}&nbsp;/&nbsp;{criterion.points:g}</td></tr>"
    )


def _level(description: str, is_given: bool) -> str:
    words = escape(description)
    return f"<strong>✔ {words}</strong>" if is_given else f"<span style='color:#666'>{words}</span>"
