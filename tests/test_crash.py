"""Killed at any moment, the next run ends with the same gradebook, notebooks and pages as an undisturbed one.

`VAEKIT_KILLS=25 pytest tests/test_crash.py` kills more often than the tests of every day do.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from answers import NAME, edited, left, reference_cells, run

KILLS = int(os.environ.get("VAEKIT_KILLS", "4"))
STUDENTS = max(4, KILLS // 2)
WITHIN_S = 15  # of a run's start: by then it has graded and recorded some
GRADE = (sys.executable, "-m", "autograder", "grade", "submitted")


@pytest.fixture(scope="module")
def undisturbed(course: Path, tmp_path_factory) -> Path:
    """A course before anything is graded. What is said of its submissions does not depend on what a check draws."""
    folder = tmp_path_factory.mktemp("crash") / "course"
    earlier = ("submitted", "autograded", "feedback", ".vaekit", "gradebook.db")  # of other tests
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns(*earlier))
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=folder)
    release = folder / "release" / NAME / f"{NAME}.ipynb"
    for number in range(STUDENTS):
        cells = {} if number % 2 else {"sampling": reference_cells()["sampling"]}
        cells["latent-writeup"] = f"After 5 epochs {number} is a cloud of its own."
        edited(release, folder / "submitted" / f"student-{number}" / NAME / f"{NAME}.ipynb", cells)
    return folder


def test_killed_at_any_moment_it_ends_with_the_same_gradebook(undisturbed, tmp_path):
    disturbed = tmp_path / "course"
    shutil.copytree(undisturbed, disturbed)
    run(*GRADE, cwd=undisturbed)
    moments = [round(random.uniform(0, WITHIN_S), 2) for _ in range(KILLS)]
    for number, moment in enumerate(moments):
        _kill(disturbed, moment, whole_group=bool(number % 2))
    run(*GRADE, cwd=disturbed)
    assert left(disturbed) == left(undisturbed), f"killed after {moments} s"


def _kill(course: Path, moment: float, *, whole_group: bool) -> None:
    """Start a grading, kill it at that moment, with or without what it started, and see that nothing of it is left."""
    with (course / "log.txt").open("a") as log:
        grading = subprocess.Popen(GRADE, cwd=course, stdout=log, stderr=log, start_new_session=True)
    time.sleep(moment)
    try:
        started = psutil.Process(grading.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        started = []
    if whole_group:
        os.killpg(grading.pid, signal.SIGKILL)
    else:
        grading.kill()
    grading.wait()
    assert psutil.wait_procs(started, timeout=30)[1] == []


def test_a_grading_process_that_is_killed_is_replaced(undisturbed, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(undisturbed, course)
    shutil.rmtree(course / ".vaekit", ignore_errors=True)
    with (course / "log.txt").open("w") as log:
        grading = subprocess.Popen((*GRADE, "--workers", "2"), cwd=course, stdout=log, stderr=log)
    _kill_a_pools_process(grading.pid)
    assert grading.wait() == 0, (course / "log.txt").read_text()
    assert set(left(course)) == {f"student-{number}" for number in range(STUDENTS)}


def _kill_a_pools_process(pid: int) -> None:
    while True:
        below = [child for child in psutil.Process(pid).children() if "spawn_main" in " ".join(child.cmdline())]
        if len(below) == 2:
            below[0].kill()
            return
        time.sleep(0.05)
