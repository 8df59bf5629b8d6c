"""The shape of the code, where import-linter (`make lint`) can't see it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from answers import NAME, RELEASE, edited

from autograder.authoring.assignment import assignments
from autograder.grading.checks.task_mark import TASK_MARK
from autograder.handin.notebook.instructors_cells import instructors_cells
from autograder.records.cell import Role

ROOT = Path(__file__).resolve().parent.parent
KIT = ROOT / "autograder"

COURSE_FILES = [ROOT / name for name in ("Makefile", "pyproject.toml", "nbgrader_config.py", ".ci/run")]


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


def test_student_side_imports_nothing_of_the_kit():
    for path in (ROOT / "source").rglob("*.py"):
        assert not {used for used in imports(path) if used.startswith("autograder")}


def test_the_checking_side_never_loads_tensorflow():
    code = "import sys, autograder.grading.batch, autograder.commands.app\n"
    code += "from autograder.authoring.assignment import assignments\n"
    code += "assignments(); print(sorted({'tensorflow', 'keras', 'nbgrader', 'pytest'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


LARGE = {"numpy", "psutil", "yaml", "babel", "nbformat", "jinja2", "nbgrader", "sqlalchemy", "multiprocessing"}


def test_a_command_imports_little_before_it_is_known_which_one_it_is():
    """Each command, and `vaekit --help`, waits for these: about 360 modules, most of them Typer's and Rich's."""
    code = "import sys, autograder.commands.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not LARGE & loaded
    assert len(loaded) < 450


REPORT = """
import sys
from autograder.commands.app import main
sys.argv = ["vaekit", "report", "--no-pairs"]
try:
    main()
finally:
    print("nbgrader was", "imported" if "nbgrader" in sys.modules else "not needed")
"""


def test_the_class_report_imports_no_nbgrader_where_nothing_was_recorded(starts, tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    edited(RELEASE, tmp_path / "submitted" / "ada" / NAME / f"{NAME}.ipynb", {})
    done = subprocess.run(
        [sys.executable, "-c", REPORT], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "nbgrader was not needed" in done.stdout, done.stderr
    assert (tmp_path / "report.html").exists(), done.stdout + done.stderr


PLUGIN = """
import sys

def pytest_addoption(parser):
    parser.addoption("--notebook")
    parser.addoption("--sandbox")

def pytest_unconfigure(config):
    found = {"numpy", "psutil", "nbformat", "tensorflow"} & set(sys.modules)
    print("loaded:", sorted(found), config.getoption("--notebook"))
"""


def test_a_pytest_run_that_grades_nothing_gets_little_of_the_kit(tmp_path):
    """Its plugin is loaded in every run of the environment: it imports nothing large, and takes no plain names."""
    (tmp_path / "conftest.py").write_text(PLUGIN)
    (tmp_path / "test_a.py").write_text("def test_a(): pass\n")
    others = ["-p", "no:hypothesispytest", "-p", "no:anyio", "-p", "no:xdist", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", *others, "--notebook=theirs", "--rootdir=.", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "loaded: [] theirs" in done.stdout, done.stdout + done.stderr
    told = subprocess.run([*command[:3], "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "--vaekit-notebook=PATH" in told.stdout


def test_nothing_outside_its_folder_names_an_assignment():
    for name, assignment in assignments().items():
        own = {*assignment.folder.rglob("*.py"), *(ROOT / "tools" / assignment.folder.name).glob("*.py")}
        others = {*kit_files(), *(ROOT / "tools").rglob("*.py"), *COURSE_FILES} - own
        declared = f'{name} = "{assignment.package}:ASSIGNMENT"'  # the entry point, by which the kit knows it
        for path in others:
            text = path.read_text().replace(declared, "")
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
    cells = instructors_cells(assignment)
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
