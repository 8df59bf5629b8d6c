"""Whatever stops a grading, the next one ends with what an undisturbed one leaves, and nothing stays behind.

`VAEKIT_KILLS=200 pytest tests/test_crash.py` kills more often than the tests of every day do.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from answers import NAME, WRONG_SPREAD, edited, left, reference_cells, run

from autograder.cli import Status

KILLS = int(os.environ.get("VAEKIT_KILLS", "26"))
GRADE = (sys.executable, "-m", "autograder", "grade", "submitted", "--workers", "2")
STUDENTS = ("ada", "bo", "cy", "di")
GRADED_BEFORE = ("ada", "cy", "di")  # so that kills meet the recording as often as the grading
UNLIKE = {"id", "timestamp"}  # columns in which no two runs agree


@pytest.fixture(scope="module")
def ungraded(course: Path, tmp_path_factory) -> Path:
    """A course with four hand-ins and one that nobody can read, before anything is graded."""
    folder = tmp_path_factory.mktemp("crash") / "course"
    earlier = ("submitted", "autograded", "feedback", ".vaekit", "gradebook.db")  # of other tests
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns(*earlier))
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=folder)
    release = folder / "release" / NAME / f"{NAME}.ipynb"
    answers = [reference_cells(), {}, {"sampling": WRONG_SPREAD}, {"losses": reference_cells()["losses"]}]
    for student, cells in zip(STUDENTS, answers, strict=True):
        edited(release, folder / "submitted" / student / NAME / f"{NAME}.ipynb", cells)
    edited(release, folder / "submitted" / "ed" / NAME / f"{NAME}.ipynb", {}).write_text("{")
    return folder


@pytest.fixture(scope="module")
def undisturbed(ungraded: Path, tmp_path_factory) -> Path:
    """The same course after a grading that nothing stopped."""
    folder = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(ungraded, folder)
    run(*GRADE, cwd=folder, status=Status.ATTENTION)
    return folder


def half_graded(ungraded: Path, undisturbed: Path, place: Path) -> Path:
    """The course where some results are stored, and nothing is recorded."""
    shutil.copytree(ungraded, place)
    stored = place / ".vaekit" / "results"
    shutil.copytree(undisturbed / ".vaekit" / "results", stored)
    for path in stored.iterdir():
        if json.loads(path.read_text()).get("student", "ada") not in GRADED_BEFORE:
            path.unlink()
    return place


# --- killed


@pytest.mark.slow
def test_killed_at_random_moments_it_ends_as_if_undisturbed(ungraded, undisturbed, tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    wanted = everything(undisturbed)
    course, longest = half_graded(ungraded, undisturbed, tmp_path / "0"), 60.0
    told: list[str] = []
    while sum("killed" in words for words in told) < KILLS:
        assert len(told) < 20 * KILLS, told
        moment, whole_group = random.uniform(0, longest), random.random() < 0.5
        started = time.monotonic()
        status = grade_and_kill(course, temporary, moment, whole_group=whole_group)
        told.append(f"{'group' if whole_group else 'parent'} at {moment:.2f} s: ended with {status}")
        if status != -signal.SIGKILL:  # the moment came too late: here is what all the kills before have left
            assert status == Status.ATTENTION, told
            assert everything(course) == wanted, told
            longest = time.monotonic() - started  # what a whole run takes here at most
            course = half_graded(ungraded, undisturbed, tmp_path / str(len(told)))
        else:
            told[-1] += ", killed"
    run(*GRADE, cwd=course, status=Status.ATTENTION)
    assert everything(course) == wanted, told
    assert list(temporary.iterdir()) == [], told


def grade_and_kill(course: Path, temporary: Path, moment: float, *, whole_group: bool) -> int:
    """Grade, and kill it after so many seconds; every process of it must go then. Returns how it ended."""
    mark = f"{time.monotonic_ns()}"
    environment = {**os.environ, "TMPDIR": str(temporary), "VAEKIT_CRASH_TEST": mark}
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
    assert psutil.wait_procs(started, timeout=60)[1] == []
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


def test_a_grading_process_that_is_killed_is_replaced(ungraded, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(ungraded, course)
    with (course / "log.txt").open("w") as log:
        grading = subprocess.Popen(GRADE, cwd=course, stdout=log, stderr=log)
    _kill_a_pools_process(grading.pid)
    assert grading.wait() == Status.ATTENTION, (course / "log.txt").read_text()
    assert set(left(course)) == set(STUDENTS)


def _kill_a_pools_process(pid: int) -> None:
    while True:
        below = [child for child in psutil.Process(pid).children() if "spawn_main" in " ".join(child.cmdline())]
        if len(below) == 2:
            below[0].kill()
            return
        time.sleep(0.05)


# --- what a grading leaves


def everything(course: Path) -> dict[str, Any]:
    """All that a grading leaves in a course, without the numbers and times that no two runs share."""
    written = (path for name in ("autograded", "feedback") for path in (course / name).rglob("*"))
    files = {str(path.relative_to(course)): _content(path) for path in written if path.is_file()}
    kept = (course / ".vaekit").rglob("*")
    unfinished = [path.name for path in kept if path.is_file() and "tmp" in path.name]
    return {"files": files, "gradebook": _rows(course / "gradebook.db"), "unfinished": unfinished}


def _content(path: Path) -> Any:
    if path.suffix == ".ipynb":  # a cell that the kit adds has a number of its own
        cells = json.loads(path.read_text())["cells"]
        return [{name: value for name, value in cell.items() if name != "id"} for cell in cells]
    return re.sub(rb"cell-id=\w+", b"", path.read_bytes())


def _rows(gradebook: Path) -> dict[str, list[str]]:
    """Every table's rows, in words: what a row points at stands in the place of its number."""
    with contextlib.closing(sqlite3.connect(gradebook)) as database:
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')] for name in names}
    known = {row["id"]: row for rows in tables.values() for row in rows if _is_number(row.get("id"))}

    def words(row: dict[str, Any]) -> str:
        shown = {name: words(known[value]) if value in known else value for name, value in row.items()}
        return json.dumps(
            {name: value for name, value in shown.items() if name not in UNLIKE or row[name] not in known}
        )

    return {name: sorted(map(words, rows)) for name, rows in tables.items()}


def _is_number(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{32}", value) is not None


# --- no room, no answer

ON_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size=$SIZE tmpfs "$PLACE"
cp -a "$COURSE/." "$PLACE"
cd "$PLACE"
dd if=/dev/zero of=filler bs=4096 2>/dev/null || true
truncate -s -"$ROOM" filler
set +e
"$@" >first.txt 2>&1; echo $? >first.status
rm filler
"$@" >second.txt 2>&1; echo $? >second.status
cp -a "$PLACE/." "$KEPT"
"""


@pytest.mark.slow
@pytest.mark.parametrize("room_kib", [0, 200, 600])
def test_on_a_full_disk_it_says_so_and_the_next_run_completes(ungraded, undisturbed, tmp_path, room_kib):
    namespaces = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*namespaces, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk for a test (unshare --mount)")
    course, place, kept = (tmp_path / name for name in ("course", "place", "kept"))
    half_graded(ungraded, undisturbed, course)
    place.mkdir()
    kept.mkdir()
    size = sum(path.stat().st_size for path in course.rglob("*")) + (40 << 20)
    where = {"SIZE": str(size), "PLACE": str(place), "COURSE": str(course), "KEPT": str(kept)}
    where["ROOM"] = str(room_kib << 10)
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


@pytest.mark.slow
def test_a_gradebook_that_stays_locked_is_told_once_and_the_next_run_completes(ungraded, undisturbed, tmp_path):
    course = half_graded(ungraded, undisturbed, tmp_path / "course")
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as lock:
        lock.execute("BEGIN IMMEDIATE")
        words = run(*GRADE, cwd=course, status=Status.GRADER_FAILED)
    (sentence,) = (line for line in words.splitlines() if "locked" in line)
    assert all(student in sentence for student in STUDENTS)
    assert "Run the command again." in sentence
    run(*GRADE, cwd=course, status=Status.ATTENTION)
    assert everything(course) == everything(undisturbed)
