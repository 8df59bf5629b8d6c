"""A machine with little room: nobody pays for a neighbour's processes, and what the machine refuses is the machine's."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from toy import GOOD_SQUARE, QUICK, TOY, toy_cells, write

from autograder.commands.terminal import Status
from autograder.grading.settings import Settings
from autograder.grading.submission import grade
from autograder.handin.submission import Submission
from autograder.records.errors import MachineRefused
from autograder.sandbox.limits import machine_capacity

BOMB = """def square(x):
    import os, time
    end = time.monotonic() + 4
    while time.monotonic() < end:
        try:
            if os.fork() == 0:
                time.sleep(3)
                os._exit(0)
        except OSError:
            time.sleep(0.01)
    return x * x
"""
THREADS = """def square(x):
    import threading, time
    for _ in range(3):
        threads = [threading.Thread(target=time.sleep, args=(0.5,)) for _ in range(8)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    return x * x
"""


@pytest.fixture
def pod(starts) -> Iterator[Path]:
    """A control group of 100 processes, as a container has one."""
    folder = Path("/sys/fs/cgroup/pids") / f"test-{uuid.uuid4().hex[:8]}"
    try:
        folder.mkdir()
        (folder / "pids.max").write_text("100")
    except OSError:
        pytest.skip("no control group of the first version can be made here")
    yield folder
    for group in (*folder.glob("*/"), folder):
        remove(group)


def remove(group: Path) -> None:
    """Remove a control group, which is busy until the kernel is done with its last process."""
    end = time.monotonic() + 120  # on a machine however busy
    while time.monotonic() < end:
        try:
            return group.rmdir()
        except OSError as error:
            if error.errno != errno.EBUSY:
                raise
            time.sleep(0.1)
    raise TimeoutError(f"{group} stays busy")


def grade_in(pod: Path, folder: Path, toy_kit: Path, *more: str) -> tuple[subprocess.CompletedProcess, dict]:
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        "submitted",
        "--workers",
        "4",
        "--json",
        "report.json",
        *more,
    ]
    enter = ["/bin/sh", "-c", f'echo $$ > {pod}/cgroup.procs; exec "$@"', "sh"]
    environment = {**os.environ, "PYTHONPATH": str(toy_kit)}
    done = subprocess.run(
        [*enter, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    report = folder / "report.json"
    found = json.loads(report.read_text())["submissions"] if report.exists() else []
    return done, {one["student"]: (one["score"], one["reason"]) for one in found}


def test_a_neighbour_does_not_pay_for_a_fork_bomb(tmp_path, toy_kit, pod):
    for name in ("bomb", "bomb-too", "zoe", "zoran"):
        source = BOMB if name.startswith("bomb") else THREADS
        write(tmp_path / "submitted" / name / "toy" / "toy.ipynb", toy_cells(source))
    done, scores = grade_in(pod, tmp_path, toy_kit)
    assert {name: scores[name] for name in ("zoe", "zoran")} == {"zoe": (6.0, None), "zoran": (6.0, None)}, (
        done.stderr
    )
    assert all(score is not None for score, _ in scores.values())  # a hostile one is graded


def test_with_too_few_processes_one_sentence_says_so(tmp_path, toy_kit, pod):
    (pod / "pids.max").write_text("40")
    write(tmp_path / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells(GOOD_SQUARE))
    done, scores = grade_in(pod, tmp_path, toy_kit)
    assert done.returncode == Status.UNUSABLE
    assert scores == {}
    assert "may start only" in done.stderr
    assert "Your code" not in done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_with_too_few_files_one_sentence_says_so(tmp_path, toy_kit):
    write(tmp_path / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells(GOOD_SQUARE))
    command = [
        "/bin/sh",
        "-c",
        'ulimit -n 60; exec "$@"',
        "sh",
        sys.executable,
        "-m",
        "autograder",
        "grade",
        "submitted",
    ]
    environment = {**os.environ, "PYTHONPATH": str(toy_kit)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == Status.UNUSABLE
    assert "may open only 60 files" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_budget_is_made_from_the_real_limits(monkeypatch):
    monkeypatch.setattr(machine_capacity, "room", lambda: None)
    assert machine_capacity.budget(8, 512) == machine_capacity.Budget(8, 512)
    monkeypatch.setattr(machine_capacity, "room", lambda: 530)
    several = machine_capacity.budget(8, 512)
    assert several.workers == 8
    assert several.workers * several.processes < 530
    monkeypatch.setattr(machine_capacity, "room", lambda: 95)
    assert machine_capacity.budget(8, 512).workers == 1
    monkeypatch.setattr(machine_capacity, "room", lambda: 30)
    with pytest.raises(MachineRefused, match="30 more processes"):
        machine_capacity.budget(8, 512)


def test_what_was_refused_while_the_machine_is_short_is_no_grade(tmp_path, sandbox_kind, monkeypatch):
    square = "def square(x):\n    raise BlockingIOError(11, 'Resource temporarily unavailable')\n"
    path = write(tmp_path / "ada" / "toy" / "toy.ipynb", toy_cells(square))
    submission = Submission(TOY, "ada", path.parent, path)
    settings = Settings(sandbox_kind, replace(QUICK, submission_s=90))
    assert grade(submission, settings).score == 2.0  # the machine has room: it is the student's own
    monkeypatch.setattr(machine_capacity, "is_short", lambda: True)
    result = grade(submission, settings)
    assert result.score is None
    assert "This machine refused" in result.reason
