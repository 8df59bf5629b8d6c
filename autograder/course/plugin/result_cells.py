"""Cells and outputs that the kit adds to an autograded notebook: results of checks, and exhibits above texts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.course.feedback.added_cells import code_cell, display, fitting, result
from autograder.course.feedback.html import render
from autograder.course.feedback.page_summary import NOT_RIGHT
from autograder.grading.results.store import Exhibits
from autograder.records.exhibit import Exhibit
from autograder.records.outcomes import Outcome
from autograder.records.results import CheckResult, TaskResult

SHOWN = "# Measured by the kit from what was handed in. The text below is marked beside it."
FOR_MARKER = "# For the marker; the student does not see this cell."


def show_exhibits(nb: NotebookNode, exhibits: Exhibits) -> None:
    """Insert the exhibits of each text above it."""
    cells = []
    for cell in nb.cells:
        shown = exhibits.get(grade_id_of(cell), [])
        for source, for_marker in ((SHOWN, False), (FOR_MARKER, True)):
            chosen = [exhibit for exhibit in shown if exhibit.for_marker is for_marker]
            cells += [fitting(_exhibit_cell(source, chosen), nb)] if chosen else []
        cells.append(cell)
    nb.cells = cells


def _exhibit_cell(source: str, exhibits: list[Exhibit]) -> NotebookNode:
    words = "\n".join(exhibit.title for exhibit in exhibits)
    data = {"text/html": exhibits_html(exhibits), "text/plain": words}
    return code_cell(source, [display(data)])


def exhibits_html(exhibits: Sequence[Exhibit]) -> str:
    return render("exhibits.html", exhibits=exhibits)


def grade_id_of(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


# --- what a test cell shows ---------------------------------------------------------------------------------

SIGNS = {Outcome.PASSED: "✔", Outcome.FAILED: "✘", Outcome.TIMEOUT: "⏱", Outcome.BLOCKED: "○"}
WORDS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "not right yet",
    Outcome.TIMEOUT: "took too long",
    Outcome.BLOCKED: "could not be checked",
}


def outputs_of(task: TaskResult, notes: tuple[str, ...]) -> list[NotebookNode]:
    """The outputs of a test cell: a table for people, then the one number that nbgrader reads."""
    shown = display(
        {"text/html": checks_html(task, notes), "text/plain": as_text(task)},
        metadata={NOT_RIGHT: [row.line for row in rows(task) if row.outcome is not Outcome.PASSED]},
    )
    return [shown, result(repr(float(task.earned)))]


@dataclass(frozen=True, slots=True)
class Row:
    """Checks that are told together: one that passed, or all that fail in the same way for the same cause."""

    outcome: Outcome
    checks: tuple[CheckResult, ...]
    message: str

    @property
    def earned(self) -> float:
        return math.fsum(check.earned for check in self.checks)

    @property
    def points(self) -> float:
        return math.fsum(check.points for check in self.checks)

    @property
    def sentences(self) -> list[str]:
        return [check.sentence for check in self.checks]

    @property
    def line(self) -> str:
        """The first check, and how many more there are."""
        more = f" ({len(self.checks) - 1} more for the same reason)" if len(self.checks) > 1 else ""
        return f"{SIGNS[self.outcome]} {WORDS[self.outcome]}: {self.checks[0].sentence}{more}"


def rows(task: TaskResult) -> list[Row]:
    """A task's checks as they are told, in their order: each cause stands at the first check that shows it."""
    found: dict[tuple[Outcome, str], list[CheckResult]] = {}
    for check in task.checks:
        cause = check.id if check.outcome is Outcome.PASSED else task.told(check)
        found.setdefault((check.outcome, cause), []).append(check)
    return [
        Row(outcome, tuple(checks), checks[0].message if outcome is Outcome.PASSED else cause)
        for (outcome, cause), checks in found.items()
    ]


def without_score(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs without the number for nbgrader, which the table shows already."""
    return [one for one in outputs if one.output_type != "execute_result"]


def as_text(task: TaskResult) -> str:
    lines = [f"{task.id}: {task.earned:g} of {task.points:g} points"]
    for check, message in task.shown():
        lines.append(f"{SIGNS[check.outcome]} {check.earned:g}/{check.points:g}  {check.sentence}")
        if message:
            lines.append(f"      {message}")
    return "\n".join(lines)


def checks_html(task: TaskResult, notes: tuple[str, ...]) -> str:
    return render("checks.html", task=task, rows=rows(task), notes=notes, signs=SIGNS, words=WORDS)
