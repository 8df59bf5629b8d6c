"""A tiny assignment without TensorFlow, on which the engine is tested in seconds.

Task `square` asks for `square(x)`; task `norm` for `norm(x)`, which calls `square`.
"""

from pathlib import Path
from typing import Any

import nbformat
import numpy as np

from autograder.authoring.assignment import Assignment, Task
from autograder.authoring.misconceptions import Misconception, catalogue
from autograder.records.results import CheckResult, SubmissionResult
from autograder.records.settings import Limits


class Student:
    """What the toy's checks ask."""

    def __init__(self, ask: Any, handin: Any, seed: int | None = None) -> None:
        self.ask = ask

    def square(self, x: np.ndarray) -> np.ndarray:
        return self.ask("square", x=x)["y"]

    def norm(self, x: np.ndarray) -> np.ndarray:
        return self.ask("norm", x=x)["y"]


TOY = Assignment(
    name="toy",
    tasks=(
        Task("square", 4, "square-check", "square", ("square",)),
        Task("norm", 2, "norm-check", "norm", ("norm",), needs=("square",)),
    ),
    manual=(),
    given=("given-imports",),
    preload=("numpy",),
    package=__name__,
    make_student=Student,
    misconceptions=catalogue(Misconception("doubled", "This is doubled.", "Which power is a square?", "Task 1")),
)

QUICK = Limits(submission_s=30, question_s=3, statement_s=2)

GOOD_SQUARE = "def square(x):\n    return x * x\n"
GOOD_NORM = "def norm(x):\n    return square(x).sum() ** 0.5\n"


def marked(grade_id: str, source: str, **marks: Any) -> dict[str, Any]:
    """A code cell with nbgrader's metadata."""
    role = {"grade": False, "solution": False, "locked": False, "points": 0, **marks}
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = {"grade_id": grade_id, "schema_version": 3, "task": False, **role}
    return cell


def toy_cells(square: str = GOOD_SQUARE, norm: str = GOOD_NORM, *extra: str) -> list[Any]:
    return [
        marked("given-imports", "import numpy as np", locked=True),
        *map(nbformat.v4.new_code_cell, extra),
        marked("square", square, solution=True),
        marked("square-check", "assert square(2) == 4", grade=True, points=4),
        marked("norm", norm, solution=True),
        marked("norm-check", "assert norm([3, 4]) == 5", grade=True, points=2),
    ]


def write(path: Path, cells: list[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def check(result: SubmissionResult, name: str) -> CheckResult:
    """The result of one check."""
    return next(item for task in result.tasks for item in task.checks if item.id.endswith(f"::{name}"))
