"""What several tests need: notebooks made from the toy and the real assignment, and a way to grade them."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from answers import ROOT
from chromium import chromium, forget
from courses import grade_a_class, make_toy_course, release
from forkserver import find_alembic_once, import_once
from plugins import as_installed
from sandboxes import PATIENT, session_about
from selenium import webdriver
from shared import made_once
from toy import TOY, toy_cells, write
from wheels import build_wheel

from autograder.grading.settings import Settings
from autograder.grading.submission import grade
from autograder.grading.warm_grader import Grader
from autograder.handin.submission import Submission
from autograder.records.results import SubmissionResult
from autograder.records.settings import Kind, Limits
from autograder.sandbox.choose_backend import choose
from autograder.sandbox.sandboxed_worker import Sandbox

find_alembic_once()


@pytest.fixture(scope="session")
def sandbox_kind(starts) -> Kind:
    return choose(Kind.AUTO)


@pytest.fixture(scope="session")
def patient_grader(sandbox_kind: Kind) -> Iterator[Grader]:
    """One grader for all tests of this process, with a warm worker, as the submissions of a class have one."""
    with Grader(Settings(sandbox_kind, PATIENT)) as grader:
        yield grader


@pytest.fixture(scope="session")
def course_grader(sandbox_kind: Kind) -> Iterator[Grader]:
    """One grader for hand-ins of the kit's assignments, for all tests of this process: TensorFlow is imported once."""
    with Grader(Settings(sandbox_kind)) as grader:
        yield grader


@pytest.fixture
def grade_toy(tmp_path: Path, sandbox_kind: Kind, patient_grader: Grader) -> Callable[..., SubmissionResult]:
    """Grade a toy notebook made of the given cells, or of the given sources."""

    def run(*sources: str, cells: list[Any] | None = None, limits: Limits = PATIENT) -> SubmissionResult:
        path = write(tmp_path / "ada" / "toy" / "toy.ipynb", cells or toy_cells(*sources))
        submission = Submission(TOY, "ada", path.parent, path)
        if limits == PATIENT:
            return patient_grader.grade(submission)
        return grade(submission, Settings(sandbox_kind, limits))

    return run


# --- student code in the sandbox


@pytest.fixture
def answer(tmp_path, sandbox_kind):
    """Run the body of `square(x)` in the sandbox and give back what it returned, as an array."""
    sessions = []

    def run(body: str, limits: Limits = PATIENT):
        sandbox = Sandbox(sandbox_kind, TOY.preload, limits)
        session = session_about(tmp_path, body, sandbox, limits)
        sessions.append((session, sandbox))
        return session.ask("square", x=1)["y"]

    yield run
    for session, sandbox in sessions:
        session.close()
        sandbox.close()


@pytest.fixture
def answer_of(tmp_path):
    """As `answer`, in a sandbox that is given: each call is another submission."""

    def run(body: str, sandbox: Sandbox, limits: Limits = PATIENT):
        session = session_about(tmp_path, body, sandbox, limits)
        try:
            return session.ask("square", x=1)["y"]
        finally:
            session.close()

    return run


@pytest.fixture
def from_zygote(sandbox_kind):
    """Sandboxes whose workers are forked from one worker, and that one."""
    with contextlib.ExitStack() as stack:
        zygote = stack.enter_context(Sandbox(sandbox_kind, TOY.preload, PATIENT))
        line = zygote.as_zygote()
        if line is None:
            pytest.skip("here each submission, or each grading process, has a worker that is started for it")

        def make(limits: Limits = PATIENT):
            return stack.enter_context(Sandbox(sandbox_kind, TOY.preload, limits, zygote=line))

        yield make, zygote


@pytest.fixture(scope="session")
def no_tensorflow(tmp_path_factory) -> Path:
    """A folder for PYTHONPATH where TensorFlow can't be imported: `vaekit doctor` says so without importing it."""
    package = tmp_path_factory.mktemp("packages") / "tensorflow"
    package.mkdir()
    reason = "libtensorflow.so.2: cannot open shared object file"
    (package / "__init__.py").write_text(f"raise ImportError({reason!r})\n")
    return package.parent


@pytest.fixture(scope="session")
def started_browser(tmp_path_factory, starts) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(started_browser: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """The browser of this process's tests, with no cookie, size or medium of another file's."""
    yield started_browser
    forget(started_browser)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    (built,) = made_once(tmp_path_factory, "wheel", build_wheel).glob("*.whl")
    return built


# --- a course of the toy, which is graded in a second


@pytest.fixture(scope="session")
def toy_kit(tmp_path_factory) -> Path:
    """A copy of the kit, and the toy as a package that brings an assignment: what `PYTHONPATH` names to use both."""
    kit = made_once(tmp_path_factory, "kit", _copy_kit)
    import_once(kit)
    return kit


def _copy_kit(folder: Path) -> None:
    passed_over = shutil.ignore_patterns("*.npz", "__pycache__")
    for name in ("autograder", "source"):
        shutil.copytree(ROOT / name, folder / name, ignore=passed_over)
    shutil.copytree(ROOT / "tests" / "toy", folder / "toy", ignore=passed_over)
    as_installed(folder, "toy", "vaekit.assignments", toy="toy:TOY")
    subprocess.run([sys.executable, "-m", "compileall", "-q", folder], check=True)  # once, not by each command


@pytest.fixture(scope="session")
def toy_course(toy_kit: Path, tmp_path_factory) -> Path:
    """A course root of the toy, before anything is handed in: whoever changes it copies it first."""
    return made_once(tmp_path_factory, "toys", partial(make_toy_course, kit=toy_kit))


@pytest.fixture(scope="session")
def graded_toys(toy_course: Path, toy_kit: Path, tmp_path_factory, starts) -> Path:
    """A course of the toy with four texts that are graded, two of them the same: whoever changes it copies it first."""
    from marked_course import graded_texts

    def make(folder: Path) -> None:
        graded_texts(toy_course, toy_kit, folder / "course")

    return made_once(tmp_path_factory, "graded-toys", make) / "course"


# --- a course of nbgrader's, graded


@pytest.fixture(scope="session")
def released_course(tmp_path_factory) -> Path:
    """A course root with its own exchange, the assignment generated and released: nobody changes it."""
    return made_once(tmp_path_factory, "released", release)


@pytest.fixture(scope="session")
def course(released_course: Path, tmp_path_factory) -> Path:
    """A copy of it for the tests of this process."""
    return shutil.copytree(released_course, tmp_path_factory.mktemp("course") / "course")


@pytest.fixture(scope="session")
def graded(released_course: Path, tmp_path_factory, starts) -> Path:
    """The course after a round, a copy for the tests of this process."""
    done = made_once(tmp_path_factory, "graded", partial(grade_a_class, released=released_course))
    return shutil.copytree(done, tmp_path_factory.mktemp("graded") / "course")
