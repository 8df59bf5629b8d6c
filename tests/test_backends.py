"""A sandbox backend is one class: a made-up one is added as the guide says, and a hand-in is graded in it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from answers import ROOT, completed
from toy import toy_cells, write

GUIDE = ROOT / "docs" / "guide" / "new-backend.md"
SCHEDULED = Path(__file__).with_name("scheduled.py")  # the guide shows it
# File of the kit, the line that a new one is put behind, and the new line
EDITS = (
    ("records/settings.py", '    DOCKER = "docker"', '    SCHEDULED = "scheduled"'),
    (
        "sandbox/choose_backend.py",
        "from autograder.sandbox.backends.container import Docker, Podman",
        "from autograder.sandbox.backends.scheduled import Scheduled",
    ),
    ("sandbox/choose_backend.py", "    Docker,", "    Scheduled,"),
)
ONLY_IN_A_BATCH = (
    "def square(x):\n    import os\n    return x * x if os.sched_getscheduler(0) == os.SCHED_BATCH else x\n"
)


@pytest.fixture
def kit(tmp_path, toy_kit) -> Path:
    """A copy of the kit with the backend added."""
    folder = tmp_path / "kit"
    shutil.copytree(toy_kit, folder)
    shutil.copy(SCHEDULED, folder / "autograder" / "sandbox" / "backends")
    for name, before, new in EDITS:
        path = folder / "autograder" / name
        text = path.read_text()
        assert text.count(f"{before}\n") == 1
        path.write_text(text.replace(f"{before}\n", f"{before}\n{new}\n"))
    return folder


def vaekit(kit: Path, *words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return completed("vaekit", *words, cwd=cwd, **{"PYTHONPATH": str(kit), "COLUMNS": "200"} | more)


@pytest.fixture
def submitted(tmp_path) -> Path:
    """A hand-in whose `square` is right only as a batch job."""
    write(tmp_path / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells(ONLY_IN_A_BATCH))
    return tmp_path / "submitted"


def points(kit: Path, submitted: Path, sandbox: str) -> float:
    """Grade in that sandbox, and return the points of the task `square`."""
    report = submitted.parent / f"{sandbox}.json"
    options = ("--assignment", "toy", "--sandbox", sandbox, "--json", str(report))
    done = vaekit(kit, "grade", str(submitted), *options, cwd=submitted.parent)
    assert report.exists(), done.stdout + done.stderr
    (submission,) = json.loads(report.read_text())["submissions"]
    assert submission["status"] == "graded", submission
    return next(task["earned"] for task in submission["tasks"] if task["id"] == "square")


def test_a_made_up_backend_is_one_class_and_grades(starts, kit, submitted):
    assert points(kit, submitted, "scheduled") == 4
    assert points(kit, submitted, "none") < 4


def test_a_made_up_backend_that_this_machine_lacks_is_refused_with_the_remedy(kit, submitted):
    options = ("--assignment", "toy", "--sandbox", "scheduled")
    done = vaekit(kit, "grade", str(submitted), *options, cwd=submitted.parent, PATH="")
    output = " ".join((done.stdout + done.stderr).split())
    assert "chrt is not installed (`sudo apt-get install util-linux`)" in output


def test_the_guide_shows_each_line_that_the_test_adds():
    text = GUIDE.read_text()
    for name, _, new in EDITS:
        assert f"`autograder/{name}`" in text
        assert new.strip() in text
