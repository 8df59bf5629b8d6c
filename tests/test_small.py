"""Small things of the command line that an instructor stumbles over."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from answers import NAME, RELEASE, completed, edited, run
from sandboxes import wait_until

from autograder.commands.terminal import Status
from autograder.records.doctor_findings import Severity


def test_json_to_the_standard_output_is_json_alone(tmp_path, no_tensorflow):
    done = completed("vaekit", "doctor", "--json", "-", cwd=tmp_path, PYTHONPATH=str(no_tensorflow))
    assert json.loads(done.stdout)["findings"]
    assert "ok: " in done.stderr
    assert not (tmp_path / "-").exists()
    levels = {finding["level"] for finding in json.loads(done.stdout)["findings"]}
    assert done.returncode == (Status.ATTENTION if Severity.PROBLEM.value in levels else Status.GRADED)


def test_the_home_folder_becomes_no_course_without_being_asked(tmp_path):
    words = run("vaekit", "init", ".", cwd=tmp_path, status=Status.UNUSABLE, HOME=str(tmp_path))
    assert "home folder" in words
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["release", "source", "solutions"])
def test_the_courses_own_notebooks_are_no_hand_ins(tmp_path, step):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    edited(RELEASE, tmp_path / step / NAME / f"{NAME}.ipynb", {})
    assert "no hand-ins" in run("vaekit", "grade", step, cwd=tmp_path, status=Status.UNUSABLE)


@pytest.mark.parametrize("library", ["pydantic_core", "psutil"])
def test_ctrl_c_while_it_starts_is_no_traceback(tmp_path, library):
    """Once the kit's own code runs: before, Python itself answers to Ctrl-C."""
    _expect_no_traceback(tmp_path, lambda pid: f"/{library}/" in Path(f"/proc/{pid}/maps").read_text())


def test_ctrl_c_while_a_worker_starts_is_no_traceback(starts, tmp_path):
    _expect_no_traceback(tmp_path, _has_a_worker)


def _has_a_worker(pid: int) -> bool:
    with contextlib.suppress(psutil.Error):  # another child, which has ended meanwhile
        below = psutil.Process(pid).children(recursive=True)
        return any("/kit/worker.py" in child.cmdline() for child in below)
    return False


def _expect_no_traceback(folder: Path, it_is_time: Callable[[int], bool]) -> None:
    """Run `vaekit doctor`, and press Ctrl-C at that moment."""
    command = [sys.executable, "-m", "autograder", "doctor"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: it_is_time(process.pid) or process.poll() is not None)
    os.kill(process.pid, signal.SIGINT)
    _, words = process.communicate()
    assert process.returncode in (-signal.SIGINT, 130)
    assert "Traceback" not in words
