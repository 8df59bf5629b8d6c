"""The hidden checks in the student's own process, as a stock nbgrader notebook has them: what the kit is timed against.

`points` stands in the test cells of a stock course. `python -m tools.stock NOTEBOOK…` is the floor: the same
computation for one notebook after the other in one warm process, without any isolation; it prints seconds, with
`--processor-time` those of the processor.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import autograder
from autograder.authoring.assignment import Assignment, Task
from autograder.grading.checks.hidden_checks import HiddenChecks, run_pytest
from autograder.handin.find_submissions import find_submissions
from autograder.handin.notebook.instructors_cells import instructors_cells
from autograder.handin.notebook.python_source import python_source
from autograder.handin.read_submission import read_submission
from autograder.handin.submission import Submission
from autograder.records.cell import Cell

_KIT = Path(autograder.__file__).parent
sys.path += [str(_KIT), str(_KIT / "sandbox" / "inside")]  # where the worker finds its own modules
from autograder.sandbox.inside.cells import MissingName, Parts, load_questions  # noqa: E402


class _InPlace:
    """What stands for a session where nothing is isolated: the notebook's names answer the questions."""

    def __init__(self, assignment: Assignment, names: dict[str, Any], cells: Iterable[Cell] = ()) -> None:
        self._names = names
        helpers = {name: compile(text, name, "exec") for name, text in assignment.helper_sources.items()}
        self._questions = load_questions(compile(assignment.questions_source, "questions", "exec"), helpers)
        self._questions["prepare"](names)
        for cell in cells:
            _run(cell, names)
        self._questions["ready"](names)

    def turn_to(self, task: Task, *, earlier_are_right: bool) -> None:
        """A stock notebook has no reference parts: earlier tasks are the student's."""

    def ask(self, question: str, *, timeout_s: float | None = None, **arguments: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = self._questions[question](Parts(self._names), **arguments)
        except MissingName:
            answer = {}
        return answer


class _OneTask(HiddenChecks):
    """Only the checks of one task: what stands in a test cell, where later cells have not run yet."""

    def __init__(self, task: str, assignment: Assignment, session: Any, student: Any) -> None:
        super().__init__(assignment, session, student)
        self._task = task

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if _task_of(item) == self._task]
        super().pytest_collection_modifyitems(items)

    @property
    def earned(self) -> float:
        """The points of the task."""
        return sum(check.earned for check in self._results[self._task])


def _task_of(item: pytest.Item) -> str | None:
    mark = item.get_closest_marker("task")
    return mark.args[0] if mark else None


def points(task: str, names: dict[str, Any], notebook: Path) -> float:
    """The points of a task, from checks that run in this process on the notebook's names."""
    submission = find_submissions(notebook)[0]
    plugin = _OneTask(task, submission.assignment, *_in_place(submission, names))
    run_pytest(plugin, str(submission.assignment.checks_folder))
    return plugin.earned


def _in_place(submission: Submission, names: dict[str, Any], cells: Iterable[Cell] = ()) -> tuple[Any, Any]:
    session = _InPlace(submission.assignment, names, cells)
    return session, submission.assignment.make_student(session.ask, read_submission(submission))


def _check_all(submission: Submission) -> None:
    """A notebook run whole, given cells, then the student's; and all its checks."""
    given = [instructors_cells(submission.assignment)[name] for name in submission.assignment.given]
    cells = [*given, *read_submission(submission).program()]
    plugin = HiddenChecks(submission.assignment, *_in_place(submission, {"__name__": "__main__"}, cells))
    run_pytest(plugin, str(submission.assignment.checks_folder))
    lost = sum(task.points - task.earned for task in plugin.tasks)
    print(f"{submission.student} lost {lost:g} points" if lost > 1 else "", end="", file=sys.stderr)


def _run(cell: Cell, names: dict[str, Any]) -> None:
    try:
        exec(compile(python_source(cell.source), f"<cell {cell.name}>", "exec"), names)
    except Exception as error:  # a cell that fails costs what it defines
        print(f"{cell.name}: {error!r}", file=sys.stderr)


def main() -> None:
    paths = [word for word in sys.argv[1:] if word != "--processor-time"]
    clock = time.perf_counter if paths == sys.argv[1:] else time.process_time
    submissions = [submission for path in paths for submission in find_submissions(Path(path))]
    for module in {module for submission in submissions for module in submission.assignment.preload}:
        __import__(module)
    for submission in submissions:
        began = clock()
        _check_all(submission)
        print(clock() - began)


if __name__ == "__main__":
    main()
