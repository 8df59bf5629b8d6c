"""The shape of the code: imports run one way, only edges know nbgrader, only the sandbox knows TensorFlow."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from autograder.assignment import assignments
from autograder.cells import template
from autograder.checks import TASK_MARK
from autograder.notebook import Role

ROOT = Path(__file__).resolve().parent.parent
KIT = ROOT / "autograder"

# From the ground up: a module may import only those that stand before it.
FLOORS = [
    "autograder",
    "results",
    "catalogue",
    "archive",
    "roster",
    "protocol",
    "evidence",
    "expect",
    "asking",
    "exhibits",
    "assignments",
    "assignment",
    "notebook",
    "colab",
    "cells",
    "intake",
    "similarity",
    "confinement",
    "containers",
    "sandbox",
    "session",
    "checks",
    "store",
    "grade",
    "cluster",
    "classreport",
    "classpage",
    "registration",
    "feedbackpage",
    "gradebook",
    "handouts",
    "collect",
    "export",
    "course",
    "doctor",
    "terminal",
    "desk",
    "cli",
    "nbgrader_plugin",
    "__main__",
]
COURSE_FILES = [ROOT / name for name in ("Makefile", "pyproject.toml", "nbgrader_config.py", ".ci/run")]
SANDBOX_SIDE = ["worker.py", "namespaces.py", "tensors.py", "questions.py"]
KNOW_NBGRADER = ["gradebook.py", "handouts.py", "export.py", "nbgrader_plugin.py"]


def imports(path: Path) -> set[str]:
    """Every module that a file imports, at whatever depth of the code."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def kit_files() -> list[Path]:
    return sorted(KIT.rglob("*.py"))


def floor_of(name: str) -> str:
    parts = name.removeprefix("autograder").strip(".").split(".")
    return parts[0] or "autograder"


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(KIT.glob("*.py")) if path.name not in SANDBOX_SIDE],
    ids=lambda path: path.stem,
)
def test_imports_run_one_way(path):
    own = FLOORS.index("autograder" if path.stem == "__init__" else path.stem)
    used = {floor_of(name) for name in imports(path) if name.split(".")[0] == "autograder"} & set(FLOORS)
    assert {name for name in used if FLOORS.index(name) >= own} == set()


@pytest.mark.parametrize("path", kit_files(), ids=lambda path: path.stem)
def test_only_edges_know_nbgrader_and_only_the_sandbox_side_knows_tensorflow(path):
    used = {name.split(".")[0] for name in imports(path)}
    if path.name not in KNOW_NBGRADER:
        assert "nbgrader" not in used
    if path.name not in SANDBOX_SIDE:
        assert not used & {"tensorflow", "keras", "torch", "jax"}
    if path.name != "cluster.py":
        assert not used & {"dask", "distributed"}


@pytest.mark.parametrize("name", SANDBOX_SIDE)
def test_sandbox_side_imports_nothing_of_the_kit(name):
    for path in KIT.rglob(name):
        assert not {used for used in imports(path) if used.startswith("autograder")}


def test_student_side_imports_nothing_of_the_kit():
    for path in (ROOT / "source").rglob("*.py"):
        assert not {used for used in imports(path) if used.startswith("autograder")}


def test_the_checking_side_never_loads_tensorflow():
    code = "import sys, autograder.grade, autograder.cli; from autograder.assignment import assignments; "
    code += "assignments(); print(sorted({'tensorflow', 'keras', 'nbgrader', 'pytest'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_outside_its_folder_names_an_assignment():
    for name, assignment in assignments().items():
        own = {*assignment.folder.rglob("*.py"), *(ROOT / "tools" / assignment.folder.name).glob("*.py")}
        others = {*kit_files(), *(ROOT / "tools").rglob("*.py"), *COURSE_FILES} - own
        for path in others:
            text = path.read_text()
            for word in (name, assignment.folder.name):
                assert word not in text, (
                    f"{path} says {word}: take it out there, or rename the assignment if it is a common word"
                )


@pytest.mark.parametrize("assignment", assignments().values(), ids=lambda assignment: assignment.name)
def test_a_folder_is_called_after_its_assignment(assignment):
    """A wheel carries the source of each assignment in the package of that name."""
    assert assignment.folder.name == assignment.name.replace("-", "_")


@pytest.mark.parametrize("assignment", assignments().values(), ids=lambda assignment: assignment.name)
def test_the_notebook_and_the_assignment_agree(assignment):
    """Points, cells and names stand in the source notebook as the assignment says."""
    cells = template(assignment)
    for task in assignment.tasks:
        assert (cells[task.check_cell].role, cells[task.check_cell].points) == (Role.CHECK, task.points)
        if task.solution_cell is not None:
            assert cells[task.solution_cell].role is Role.SOLUTION
            assert all(defined in cells[task.solution_cell].source for defined in task.defines)
    for manual in assignment.manual:
        assert (cells[manual.cell].role, cells[manual.cell].points) == (Role.TEXT, manual.points)
    assert all(cells[name].role is Role.GIVEN for name in assignment.given)


class PointsOfChecks:
    """A pytest plugin that only looks at the hidden checks that are found."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            mark = item.get_closest_marker("task")
            assert mark, f"{item.nodeid} has no task mark"
            self.of[mark.args[0]] += mark.kwargs["points"]


@pytest.mark.parametrize("assignment", assignments().values(), ids=lambda assignment: assignment.name)
def test_the_points_of_the_checks_add_up_to_those_of_their_task(assignment, capfd):
    found = PointsOfChecks()
    alone = ["-c", os.devnull, "-p", "no:cacheprovider", "-o", f"markers={TASK_MARK}", "--import-mode=importlib"]
    status = pytest.main(["--collect-only", "-q", *alone, str(assignment.folder / "checks")], plugins=[found])
    assert status == 0, capfd.readouterr().out
    assert found.of == {task.id: task.points for task in assignment.tasks}


def test_points_are_those_of_the_contract():
    vae = assignments()["vae-digits"]
    assert (vae.max_score, vae.manual_max) == (80, 20)
