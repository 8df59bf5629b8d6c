"""The first screen of a student's feedback page: points by task, what is not right, what nobody has read yet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from nbformat import NotebookNode

from autograder.authoring.assignment import Assignment
from autograder.course.feedback.added_cells import code_cell, display, without_source
from autograder.course.feedback.html import render
from autograder.course.feedback.regrade_requests import RequestOfStudent
from autograder.handin.notebook.read_notebook import read_cells
from autograder.handin.read_regrade_requests import FILE

NOT_RIGHT = "vaekit_not_right"  # in the metadata of a check's table: a line for each cause that costs points
_HEADING = re.compile(r"^#{1,4} +(.+?)(?: *\([\d.]+ points?\))? *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """One graded cell: its title, where it stands on the page, its points, and what is not right, a line a cause.

    `earned` is None where nobody has read the text yet.
    """

    title: str
    anchor: str
    points: float
    earned: float | None
    not_right: tuple[str, ...]


def summary_cell(
    nb: NotebookNode,
    assignment: Assignment,
    names: Mapping[str, Any],
    student: str,
    unmarked: Collection[str],
    requests: Collection[RequestOfStudent],
) -> NotebookNode:
    """A cell that shows the summary, for the first place of a page.

    `names` are nbgrader's of the submission, with its late penalty; `student` is what the page calls the student;
    `unmarked` are the texts that nobody has read yet, `requests` what the student asked to be looked at again.
    """
    page = _page(
        assignment.name,
        student,
        list(_lines(nb, assignment, unmarked)),
        float(names.get("late_penalty") or 0),
        requests,
    )
    cell = code_cell("", [display({"text/html": page})])
    return without_source(cell)


@cache
def titles(assignment: Assignment) -> Mapping[str, str]:
    """The heading above each graded cell of the assignment's own notebook, without its points, by the cell's name."""
    found, heading = {}, assignment.name
    for cell in read_cells(assignment.source_notebook):
        headings = _HEADING.findall(cell.source) if cell.kind == "markdown" and not cell.points else []
        heading = headings[-1] if headings else heading
        if cell.grade_id:
            found[cell.grade_id] = heading
    return found


def _lines(nb: NotebookNode, assignment: Assignment, unmarked: Collection[str]) -> Iterator[Line]:
    for cell in nb.cells:
        about = cell.metadata.get("nbgrader", {})
        if not (about.get("grade") or about.get("task")):
            continue
        name = str(about["grade_id"])
        title = titles(assignment).get(name, name)
        earned = None if name in unmarked else float(about.get("score") or 0)
        yield Line(title, name, float(about.get("points") or 0), earned, tuple(_not_right(cell)))


def _not_right(cell: NotebookNode) -> Iterator[str]:
    for output in cell.get("outputs", []):
        for sentence in output.get("metadata", {}).get(NOT_RIGHT, []):
            yield str(sentence)


def _page(
    assignment: str, student: str, lines: list[Line], penalty: float, requests: Collection[RequestOfStudent]
) -> str:
    known = [line for line in lines if line.earned is not None]
    possible = sum(line.points for line in known)
    return render(
        "summary.html",
        assignment=assignment,
        student=student,
        lines=lines,
        earned=sum(line.earned or 0 for line in known) - penalty,
        possible=possible,
        still_open=sum(line.points for line in lines) - possible,
        penalty=penalty,
        requests=requests,
        file=FILE,
    )
