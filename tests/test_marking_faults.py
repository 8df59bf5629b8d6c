"""A gradebook that is gone, on a full disk, or not the marker's to write: one sentence each, and the marks stay."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from marked_course import Desk, graded_texts
from test_marking_store import ESSAY, GOOD, RUBRIC, number
from toy import TOY

from autograder.marking.marks.store import MarkBook
from autograder.records.marking.marks import Locked, State

MARK = """
import sys
from pathlib import Path
from test_marking_store import ESSAY, FAIR, GOOD, RUBRIC
from toy import TOY
from autograder.marking.marks.store import MarkBook
from autograder.records.marking.marks import Locked
book = MarkBook.opened(Path.cwd(), TOY, {ESSAY: RUBRIC})
try:
    for count in range(int(sys.argv[1])):
        for entry in book.entries(ESSAY):
            book.save(entry, "mia", (GOOD, FAIR)[count % 2], comment="Which square? " * 250)
except Locked as error:
    print(error)
"""
ON_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size=$SIZE tmpfs "$PLACE"
cp -a "$COURSE/." "$PLACE"
cd "$PLACE"
"$PYTHON" mark.py 1
dd if=/dev/zero of=filler bs=4096 2>/dev/null || true
"$PYTHON" mark.py 200 >"$KEPT/full"
cp gradebook.db "$KEPT/full.db"
rm filler
"$PYTHON" mark.py 2 >"$KEPT/free"
cp gradebook.db "$KEPT/free.db"
"""


@pytest.fixture(scope="module")
def graded(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Path:
    course = graded_texts(toy_course, toy_kit, tmp_path_factory.mktemp("graded") / "course")
    (course / "mark.py").write_text(MARK)
    return course


@pytest.fixture
def desk(graded: Path, toy_kit: Path, tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(graded, tmp_path / "course"), toy_kit, "vaekit")


def environment(kit: Path) -> dict[str, str]:
    """One in which a program of its own uses the kit, the toy and the helpers of the tests."""
    return {**os.environ, "PYTHONPATH": f"{kit}{os.pathsep}{Path(__file__).parent}"}


def test_a_gradebook_that_goes_away_while_texts_are_marked_is_told_and_no_empty_one_is_made(desk):
    book = MarkBook.opened(desk.root, TOY, {ESSAY: RUBRIC})
    entry = book.entry(ESSAY, "ada")
    there = desk.root / "gradebook.db"
    away = there.rename(desk.root / "away.db")
    for ask in (
        lambda: book.save(entry, "mia", GOOD),
        lambda: book.claim(entry, "mia"),
        lambda: book.entries(ESSAY),
    ):
        with pytest.raises(Locked, match=r"\(it is gone, or is no gradebook\): nothing was changed"):
            ask()
    assert not there.exists()
    away.rename(there)
    assert book.save(entry, "mia", GOOD).state is State.MARKED
    book.close()


def test_a_full_disk_is_told_and_each_mark_is_written_whole_or_not_at_all(graded, toy_kit, tmp_path):
    namespaces = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*namespaces, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk for a test (unshare --mount)")
    place, kept = tmp_path / "place", tmp_path / "kept"
    place.mkdir()
    kept.mkdir()
    size = sum(path.stat().st_size for path in graded.rglob("*")) + (4 << 20)
    where = {"SIZE": str(size), "PLACE": str(place), "COURSE": str(graded), "KEPT": str(kept)}
    done = subprocess.run(
        [*namespaces, "sh", "-c", ON_A_SMALL_DISK], check=False, capture_output=True, text=True,
        env=environment(toy_kit) | where | {"PYTHON": sys.executable},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = "The gradebook can't be written to (the disk is full): nothing was changed; try again.\n"
    assert (kept / "full").read_text() == told
    assert (kept / "free").read_text() == ""
    for name in ("full.db", "free.db"):
        with closing(sqlite3.connect(kept / name)) as gradebook:
            assert gradebook.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            marks = gradebook.execute("SELECT student, version, score FROM vaekit_mark").fetchall()
            changes = gradebook.execute(
                "SELECT student, max(version), count(*) FROM vaekit_history GROUP BY student"
            )
            versions = {student: (version, count) for student, version, count in changes}
            numbers = gradebook.execute("SELECT manual_score FROM grade WHERE manual_score IS NOT NULL").fetchall()
        assert {student: (version, version) for student, version, _ in marks} == versions
        assert sorted(score for _, _, score in marks) == sorted(score for (score,) in numbers)
        assert len(marks) == 4


def test_a_marker_without_the_right_to_write_is_told(desk, toy_kit):
    unprivileged = [] if os.geteuid() else ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    for path in (desk.root / "gradebook.db", desk.root):
        path.chmod(path.stat().st_mode & ~0o222)
    command = [*unprivileged, sys.executable, "mark.py", "1"]
    done = subprocess.run(
        command, cwd=desk.root, env=environment(toy_kit), capture_output=True, text=True, check=False
    )
    desk.root.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "can't be written to (you have no right to write there: ask who owns the course)" in done.stdout
    assert number(desk) == (None, True, None)
