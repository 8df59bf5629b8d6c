"""What several tests need: notebooks made from the toy and the real assignment, and a way to grade them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from answers import NAME, ROOT, WRONG_SPREAD, edited, reference_cells, run
from chromium import chromium
from selenium import webdriver
from toy import QUICK, TOY, toy_cells, write

from autograder.grade import Settings, grade
from autograder.intake import Submission
from autograder.results import SubmissionResult
from autograder.sandbox import Kind, Limits, choose
from tools.corpus import EVIDENCE


@pytest.fixture(scope="session")
def sandbox_kind() -> Kind:
    return choose(Kind.AUTO)


@pytest.fixture
def grade_toy(tmp_path: Path, sandbox_kind: Kind) -> Callable[..., SubmissionResult]:
    """Grade a toy notebook made of the given cells, or of the given sources."""

    def run(*sources: str, cells: list[Any] | None = None, limits: Limits = QUICK) -> SubmissionResult:
        path = write(tmp_path / "ada" / "toy" / "toy.ipynb", cells or toy_cells(*sources))
        return grade(Submission(TOY, "ada", path.parent, path), Settings(sandbox_kind, limits))

    return run


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver


# --- a course of the toy, which is graded in a second


@pytest.fixture(scope="session")
def toy_kit(tmp_path_factory) -> Path:
    """A copy of the kit that has the toy for one of its assignments: what `PYTHONPATH` names to use it."""
    folder = tmp_path_factory.mktemp("kit")
    passed_over = shutil.ignore_patterns("*.npz", "__pycache__")
    for name in ("autograder", "source"):
        shutil.copytree(ROOT / name, folder / name, ignore=passed_over)
    toy = folder / "autograder" / "assignments" / "toy"
    shutil.copytree(ROOT / "tests" / "toy", toy, ignore=passed_over)
    with (toy / "__init__.py").open("a") as file:
        file.write("\nASSIGNMENT = TOY\n")
    return folder


@pytest.fixture(scope="session")
def toy_course(toy_kit: Path, tmp_path_factory) -> Path:
    """A course root of the toy, before anything is handed in."""
    folder = tmp_path_factory.mktemp("toys") / "course"
    shutil.copytree(ROOT / "tests" / "toy" / "course", folder / "source" / "toy")
    config = (ROOT / "nbgrader_config.py").read_text()
    config = config.replace("sys.path.insert(0, str(root))", f"sys.path.insert(0, {str(toy_kit)!r})")
    (folder / "nbgrader_config.py").write_text(config)
    run("nbgrader", "generate_assignment", "toy", cwd=folder, PYTHONPATH=str(toy_kit))
    return folder


# --- a course of nbgrader's, graded


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Path:
    """A copy of the course root, with its own exchange: the assignment is generated and released."""
    folder = course_root(tmp_path_factory)
    run("nbgrader", "generate_assignment", NAME, cwd=folder)
    run("nbgrader", "release_assignment", NAME, cwd=folder)
    return folder


def course_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course root with the sources of every assignment, and nothing generated."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "source", folder / "source", ignore=shutil.ignore_patterns("*.npz", "__pycache__"))
    exchange = tmp_path_factory.mktemp("exchange")
    exchange.chmod(0o777)
    config = (ROOT / "nbgrader_config.py").read_text()
    config = config.replace("sys.path.insert(0, str(root))", f"sys.path.insert(0, {str(ROOT)!r})")
    config += f"\nc.Exchange.root = {str(exchange)!r}\n"
    (folder / "nbgrader_config.py").write_text(config)
    return folder


TEXT_WITH_SCRIPT = """After 5 epochs the digits lie on top of each other, and after 30 epochs 4 and 9 still do.

<script>window.owned = 1</script><img src=x onerror="window.owned = 2"><svg onload="window.owned = 3"></svg>
[more](javascript:window.owned=4) ![t](http://127.0.0.1:9/x.png)
"""


@pytest.fixture(scope="session")
def graded(course: Path, tmp_path_factory) -> Path:
    """The course after a round: one student through the exchange, three files put in by hand; graded twice."""
    desk = tmp_path_factory.mktemp("student")
    shutil.copy(course / "nbgrader_config.py", desk / "nbgrader_config.py")
    run("nbgrader", "fetch_assignment", NAME, "--course", "vae", cwd=desk)
    edited(desk / NAME / f"{NAME}.ipynb", desk / NAME / f"{NAME}.ipynb", reference_cells())
    run("nbgrader", "submit", NAME, "--course", "vae", cwd=desk)
    run("nbgrader", "collect", NAME, cwd=course)
    (collected,) = (course / "submitted").iterdir()
    collected.rename(course / "submitted" / "right")
    release = course / "release" / NAME / f"{NAME}.ipynb"
    spread = {**reference_cells(), "sampling": WRONG_SPREAD, "latent-writeup": TEXT_WITH_SCRIPT}
    for student, cells in {"untouched": {}, "spread": spread}.items():
        edited(release, course / "submitted" / student / NAME / f"{NAME}.ipynb", cells)
    shutil.copyfile(EVIDENCE, course / "submitted" / "spread" / NAME / "evidence.npz")
    stripped = course / "submitted" / "stripped" / NAME / f"{NAME}.ipynb"
    edited(release, stripped, reference_cells())
    notebook = nbformat.read(stripped, as_version=4)
    for cell in notebook.cells:
        cell.metadata.clear()
    nbformat.write(notebook, stripped)
    run("vaekit", "grade", "submitted", "--no-gradebook", "--json", "report.json", cwd=course)
    run("nbgrader", "autograde", NAME, cwd=course)
    run("nbgrader", "generate_feedback", NAME, cwd=course)
    run("nbgrader", "export", cwd=course)
    return course
