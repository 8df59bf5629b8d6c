"""What decides a grade makes its stored result stale, and nothing else does."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from answers import NAME, RELEASE, edited
from toy import toy_cells, write

EVERY = {"toy", "other", "neighbour"}
SQUARE = "def square(x):\n    return x * x\n"
PROGRAM = """
import sys
from pathlib import Path
from autograder.grading.results.keys import kit_digest
from autograder.grading.settings import Settings
from autograder.handin.find_submissions import find_submissions
from autograder.records.settings import Kind, Limits

submissions = [find_submissions(Path(path))[0] for path in sys.argv[1:]]
for line in sys.stdin:
    seconds, sandbox = line.split()
    settings = Settings(Kind(sandbox), Limits(submission_s=float(seconds)))
    kit_digest.cache_clear()
    print(*map(settings.key_of, submissions), flush=True)
"""


class Kit:
    """A copy of the kit, a hand-in of two of its assignments, and a neighbour's of the second."""

    def __init__(self, folder: Path, kit: Path) -> None:
        self.handins, self.root, self.libraries = folder / "ada", folder / "kit", folder / "libraries"
        self.neighbour = folder / "bo"
        shutil.copytree(kit, self.root)
        self.libraries.mkdir()
        write(self.handins / "toy" / "toy.ipynb", toy_cells(SQUARE))
        for student in (self.handins, self.neighbour):
            edited(RELEASE, student / NAME / f"{NAME}.ipynb", {})
        paths = [self.handins / "toy", self.handins / NAME, self.neighbour / NAME]
        self._asked = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *map(str, paths)],
            env={**os.environ, "PYTHONPATH": f"{self.root}{os.pathsep}{self.libraries}"},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def keys(self, seconds: float = 120, sandbox: str = "bwrap") -> dict[str, str]:
        """The keys of the toy's hand-in, of the other assignment's, and of the neighbour's of that assignment."""
        print(seconds, sandbox, file=self._asked.stdin, flush=True)
        return dict(zip(("toy", "other", "neighbour"), self._asked.stdout.readline().split(), strict=True))

    def close(self) -> None:
        self._asked.communicate()


@pytest.fixture(scope="module")
def kit(tmp_path_factory, toy_kit):
    with contextlib.closing(Kit(tmp_path_factory.mktemp("kit"), toy_kit)) as kit:
        yield kit


@pytest.fixture
def stale(kit):
    """Which of the results a change makes stale."""
    before = kit.keys()
    return lambda **limits: {name for name, one in kit.keys(**limits).items() if one != before[name]}


def add(path: Path, text: str = "\n# a comment\n") -> None:
    with path.open("a") as file:
        file.write(text)


@pytest.mark.parametrize(
    "name",
    [
        "autograder/platforms/canvas.py",
        "autograder/course/gradebook/recording/record_results.py",
        "autograder/classreport/page.py",
        "autograder/commands/grading/status.py",
    ],
)
def test_what_stands_beside_the_grading_leaves_every_result(kit, stale, name):
    add(kit.root / name)
    assert stale() == set()


@pytest.mark.parametrize("name", ["checks/test_square.py", "questions.py", "__init__.py"])
def test_a_changed_part_of_an_assignment_decides_its_own_grades(kit, stale, name):
    add(kit.root / "toy" / name)
    assert stale() == {"toy"}


def test_a_changed_misconception_decides_its_own_grades(kit, stale):
    add(kit.root / "autograder" / "assignments" / "vae_digits" / "misconceptions.toml")
    assert stale() == {"other", "neighbour"}


def test_a_changed_reference_decides_its_own_grades(kit, stale):
    notebook = kit.root / "toy" / "course" / "toy.ipynb"
    notebook.write_text(notebook.read_text().replace("x * x", "x**2"))
    assert stale() == {"toy"}


@pytest.mark.parametrize(
    "name",
    [
        "records/settings.py",
        "wire.py",
        "handin/notebook/identify_cells.py",
        "sandbox/inside/worker.py",
        "grading/checks/hidden_checks.py",
    ],
)
def test_the_engine_decides_every_grade(kit, stale, name):
    add(kit.root / "autograder" / name)
    assert stale() == EVERY


@pytest.mark.parametrize("library", ["tensorflow", "keras", "numpy"])
def test_a_librarys_version_decides_every_grade(kit, stale, library):
    folder = kit.libraries / f"{library}-99.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {library}\nVersion: 99.0\n")
    assert stale() == EVERY


def test_another_limit_and_another_sandbox_decide_every_grade(stale):
    assert stale(seconds=60) == EVERY
    assert stale(sandbox="podman") == EVERY


def test_code_that_moves_to_another_file_decides_its_own_grades(kit, stale):
    add(kit.root / "toy" / "student.py", (kit.root / "toy" / "questions.py").read_text())
    (kit.root / "toy" / "questions.py").write_text("")
    assert stale() == {"toy"}


@pytest.mark.parametrize("file", ["toy.ipynb", "timestamp.txt", "notes.md", "figure.png"])
def test_of_a_hand_in_only_what_is_read_for_the_grade_decides_it(kit, stale, file):
    changed = kit.handins / "toy" / file
    changed.write_bytes(
        changed.read_bytes() if changed.exists() else b"2026-01-01 10:00:00 UTC"
    )  # a new time, too
    assert stale() == set()


def test_a_changed_hand_in_decides_its_own_grade(kit, stale):
    write(kit.handins / "toy" / "toy.ipynb", toy_cells(SQUARE + "# mine\n"))
    assert stale() == {"toy"}


def test_evidence_decides_its_own_grade(kit, stale):
    evidence = kit.handins / NAME / "evidence.npz"
    evidence.write_bytes(b"no archive")
    assert stale() == {"other"}
    before = kit.keys()
    evidence.rename(evidence.with_name("evidence (1).npz"))  # the student is told so
    assert {name for name, one in kit.keys().items() if one != before[name]} == {"other"}
