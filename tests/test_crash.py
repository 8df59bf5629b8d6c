"""Whatever stops a grading, the next one ends with what an undisturbed one leaves, and nothing stays behind.

`VAEKIT_KILLS=200 pytest tests/test_crash.py` kills more often than the tests of every day do.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil
import pytest
from answers import run
from courses import everything
from sandboxes import wait_until
from toy import GOOD_NORM, GOOD_SQUARE, toy_cells, write

from autograder.commands.terminal import Status

KILLS = int(os.environ.get("VAEKIT_KILLS", "26"))
GRADE = (sys.executable, "-m", "autograder", "grade", "submitted", "--workers", "2")
ANSWERS = {
    "ada": [],
    "bo": ["def square(x):\n    raise NotImplementedError('Task 1: write `square`')\n"],
    "cy": ["def square(x):\n    return x + x\n"],
    "di": [GOOD_SQUARE, "def norm(x):\n    return y\n"],
    "eve": [GOOD_SQUARE, GOOD_NORM, "1 / 0"],
    "flo": [GOOD_SQUARE, GOOD_NORM, "import os\nos._exit(1)"],
}
UNREADABLE = "gus"


@pytest.fixture(scope="module")
def ungraded(toy_course: Path, tmp_path_factory) -> Path:
    """A course with some hand-ins, and one that nobody can read, before anything is graded."""
    folder = tmp_path_factory.mktemp("crash") / "course"
    shutil.copytree(toy_course, folder)
    for student, sources in ANSWERS.items():
        write(folder / "submitted" / student / "toy" / "toy.ipynb", toy_cells(*sources))
    write(folder / "submitted" / UNREADABLE / "toy" / "toy.ipynb", []).write_text("{")
    return folder


@pytest.fixture(scope="module")
def grade(starts, toy_kit: Path) -> Callable[..., str]:
    """Grade a course and give back what was said."""

    def grade(course: Path, status: Status = Status.ATTENTION) -> str:
        return run(*GRADE, cwd=course, status=status, PYTHONPATH=str(toy_kit))

    return grade


@pytest.fixture(scope="module")
def undisturbed(starts, ungraded: Path, grade, tmp_path_factory) -> Path:
    """The same course after a grading that nothing stopped."""
    folder = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(ungraded, folder)
    grade(folder)
    return folder


# --- killed


@pytest.mark.slow
def test_killed_at_random_moments_it_ends_as_if_undisturbed(ungraded, undisturbed, grade, toy_kit, tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    wanted = everything(undisturbed)
    assert {name.split("/")[1] for name in wanted["files"]} == set(ANSWERS)
    course, longest = shutil.copytree(ungraded, tmp_path / "0"), 60.0
    told: list[str] = []
    while sum("killed" in words for words in told) < KILLS:
        assert len(told) < 20 * KILLS, told
        moment, whole_group = random.uniform(0, longest), random.random() < 0.5
        started = time.monotonic()
        environment = {"TMPDIR": str(temporary), "PYTHONPATH": str(toy_kit)}
        status = grade_and_kill(course, moment, environment, whole_group=whole_group)
        told.append(f"{'group' if whole_group else 'parent'} at {moment:.2f} s: ended with {status}")
        if status != -signal.SIGKILL:  # the moment came too late: here is what all the kills before have left
            assert status == Status.ATTENTION, told
            assert everything(course) == wanted, told
            longest = time.monotonic() - started  # what a run takes here at most
            course = shutil.copytree(ungraded, tmp_path / str(len(told)))
        else:
            told[-1] += ", killed"
    grade(course)
    assert everything(course) == wanted, told
    assert list(temporary.iterdir()) == [], told


def grade_and_kill(course: Path, moment: float, more: Mapping[str, str], *, whole_group: bool) -> int:
    """Grade, and kill it after so many seconds; every process of it must go then. Returns how it ended."""
    mark = f"{time.monotonic_ns()}"
    environment = {**os.environ, **more, "VAEKIT_CRASH_TEST": mark}
    grading = subprocess.Popen(
        GRADE,
        cwd=course,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        return grading.wait(moment)
    started = _started(grading.pid, mark)
    if whole_group:
        os.killpg(grading.pid, signal.SIGKILL)
    else:
        grading.kill()
    grading.wait()
    assert psutil.wait_procs(started, timeout=400)[1] == []
    return -signal.SIGKILL


def _started(pid: int, mark: str) -> set[psutil.Process]:
    """What a grading has started: everything under it, and what carries its mark."""
    found = set()
    with contextlib.suppress(psutil.Error):
        found |= set(psutil.Process(pid).children(recursive=True))
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            found |= {process} if process.environ().get("VAEKIT_CRASH_TEST") == mark else set()
    return found


def test_a_grading_process_that_is_killed_is_replaced(ungraded, undisturbed, toy_kit, tmp_path):
    course = shutil.copytree(ungraded, tmp_path / "course")
    with (course / "log.txt").open("w") as log:
        environment = {**os.environ, "PYTHONPATH": str(toy_kit)}
        grading = subprocess.Popen(GRADE, cwd=course, stdout=log, stderr=log, env=environment)
    _kill_a_pools_process(grading.pid)
    assert grading.wait() == Status.ATTENTION, (course / "log.txt").read_text()
    assert everything(course)["files"].keys() == everything(undisturbed)["files"].keys()


def _kill_a_pools_process(pid: int) -> None:
    below = wait_until(lambda: found if len(found := _pools_processes(pid)) == 2 else None)
    below[0].kill()


def _pools_processes(pid: int) -> list[psutil.Process]:
    found = []
    for child in psutil.Process(pid).children():
        with contextlib.suppress(psutil.Error):  # another child, which has ended meanwhile
            found += [child] if "spawn_main" in " ".join(child.cmdline()) else []
    return found


# --- no room, no answer

ON_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size=$SIZE tmpfs "$PLACE"
cp -a "$COURSE/." "$PLACE"
cd "$PLACE"
dd if=/dev/zero of=filler bs=4096 2>/dev/null || true
truncate -s -"$ROOM" filler
set +e
"$@" >"$KEPT/first.txt" 2>&1; echo $? >"$KEPT/first.status"
rm filler
"$@" >"$KEPT/second.txt" 2>&1; echo $? >"$KEPT/second.status"
cp -a "$PLACE/." "$KEPT"
"""


@pytest.mark.slow
@pytest.mark.parametrize("room_kib", [0, 64, 250])
def test_on_a_full_disk_it_says_so_and_the_next_run_completes(ungraded, undisturbed, toy_kit, tmp_path, room_kib):
    namespaces = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*namespaces, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk for a test (unshare --mount)")
    course, place, kept = ungraded, tmp_path / "place", tmp_path / "kept"
    place.mkdir()
    kept.mkdir()
    size = sum(path.stat().st_size for path in course.rglob("*")) + (4 << 20)
    where = {"SIZE": str(size), "PLACE": str(place), "COURSE": str(course), "KEPT": str(kept)}
    where |= {"ROOM": str(room_kib << 10), "PYTHONPATH": str(toy_kit)}
    done = subprocess.run(
        [*namespaces, "sh", "-c", ON_A_SMALL_DISK, "sh", *GRADE],
        env={**os.environ, **where},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    words = (kept / "first.txt").read_text()
    assert (kept / "first.status").read_text().strip() == str(Status.GRADER_FAILED.value), words
    assert "the disk is full" in words
    assert "Traceback" not in words
    assert (kept / "second.status").read_text().strip() == str(Status.ATTENTION.value)
    assert everything(kept) == everything(undisturbed)


# Asks a gradebook that is locked twice and not six times, and waits for SQLite's lock half a second and not five.
IMPATIENT = """
from functools import partial
from sqlite3 import dbapi2
from autograder.course.gradebook import busy_gradebook
busy_gradebook._TRIES = 2
dbapi2.connect = partial(dbapi2.connect, timeout=0.5)
from autograder.commands.app import main
main()
"""


@pytest.mark.slow
def test_a_gradebook_that_stays_locked_is_told_once_and_the_next_run_completes(
    ungraded, undisturbed, grade, toy_kit, tmp_path
):
    course = shutil.copytree(ungraded, tmp_path / "course")
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as lock:
        lock.execute("BEGIN IMMEDIATE")
        command = (sys.executable, "-c", IMPATIENT, *GRADE[3:])
        words = run(*command, cwd=course, status=Status.GRADER_FAILED, PYTHONPATH=str(toy_kit))
    (sentence,) = (line for line in words.splitlines() if "locked" in line)
    assert f"lacks {', '.join(list(ANSWERS)[:5])} and 1 more:" in sentence
    assert "Run the command again." in sentence
    grade(course)
    assert everything(course) == everything(undisturbed)
