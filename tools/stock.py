"""The hidden checks in the student's own process, as a stock nbgrader notebook has them: what the kit is timed against.

`points` stands in the test cells of a stock course. `python -m tools.stock NOTEBOOK…` is the floor: the same
computation for one notebook after the other in one warm process, without any isolation; it prints seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment, Task
from autograder.cells import template
from autograder.checks import HiddenChecks, run_pytest
from autograder.intake import Submission, find_submissions, read
from autograder.notebook import python_source
from autograder.worker import Missing, Parts, load_questions

_POINTS = "_points_of_each_task"  # kept in the notebook's own names: the checks run once for all test cells


class _InPlace:
    """What stands for a session where nothing is isolated: the notebook's names answer the questions."""

    def __init__(self, assignment: Assignment, names: dict[str, Any]) -> None:
        self._names = names
        self._questions = load_questions(assignment.questions_source, assignment.helper_sources)
        self._questions["prepare"](names)
        self._questions["ready"](names)

    def turn_to(self, task: Task, *, earlier_are_right: bool) -> None:
        """A stock notebook has no reference parts: earlier tasks are the student's."""

    def ask(self, question: str, *, timeout_s: float | None = None, **arguments: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = self._questions[question](Parts(self._names), **arguments)
        except Missing:
            answer = {}
        return answer


def points(task: str, names: dict[str, Any], notebook: Path) -> float:
    """The points of a task, from checks that run in this process on the notebook's names."""
    if _POINTS not in names:
        names[_POINTS] = _checked(find_submissions(notebook)[0], names)
    return float(names[_POINTS][task])


def _checked(submission: Submission, names: dict[str, Any]) -> Mapping[str, float]:
    assignment = submission.assignment
    session: Any = _InPlace(assignment, names)
    plugin = HiddenChecks(assignment, session, assignment.make_student(session.ask, read(submission)))
    run_pytest(plugin, str(assignment.checks_folder))
    return {task.id: task.earned for task in plugin.tasks}


def _run_here(submission: Submission) -> dict[str, Any]:
    """The names of a notebook, run whole: given cells, then the student's."""
    cells = template(submission.assignment)
    names: dict[str, Any] = {"__name__": "__main__"}
    given = [cells[name] for name in submission.assignment.given]
    for cell in (*given, *read(submission).program()):
        try:
            exec(compile(python_source(cell.source), f"<cell {cell.name}>", "exec"), names)
        except Exception as error:  # a cell that fails costs what it defines
            print(f"{cell.name}: {error!r}", file=sys.stderr)
    return names


def main() -> None:
    submissions = [submission for path in sys.argv[1:] for submission in find_submissions(Path(path))]
    for module in {module for submission in submissions for module in submission.assignment.preload}:
        __import__(module)
    for submission in submissions:
        began = time.perf_counter()
        _checked(submission, _run_here(submission))
        print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
