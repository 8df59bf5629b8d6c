"""A course that a group of instructors shares: what one grades, another reads, grades anew and records."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from autograder.grading.results.store import put_text

ADA, BEN, GROUP, OTHERS = 54321, 54322, 54400, 54500
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become other people")


def as_somebody(user: int, group: int, course: Path, text: str) -> int:
    """Keep a text in the course as that user, of whom the group is one of several; the exit status."""
    return ended(begun_as(user, group, {course / ".vaekit" / "results" / "a.json": text}))


def begun_as(user: int, group: int, texts: dict[Path, str]) -> int:
    """Begin to keep texts as that user; returns the process."""
    child = os.fork()
    if child == 0:  # the environment need not be readable for that user: all is imported
        status = 1
        with contextlib.suppress(OSError):
            os.setgroups([group])
            os.setgid(OTHERS)
            os.setuid(user)
            os.umask(0o022)
            for path, text in texts.items():
                put_text(path, text)
            status = 0
        os._exit(status)
    return child


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for above in (tmp_path, *tmp_path.parents):
        if above != Path(tempfile.gettempdir()) and above.is_relative_to(tempfile.gettempdir()):
            above.chmod(0o755)
    folder = tmp_path / "course"
    folder.mkdir()
    os.chown(folder, ADA, GROUP)
    return folder


@as_root
@pytest.mark.parametrize("mode", [0o2775, 0o2770, 0o775, 0o770])
def test_what_one_keeps_the_others_of_the_group_read_and_replace(course, mode):
    course.chmod(mode)
    kept = course / ".vaekit" / "results" / "a.json"
    for user, text in ((ADA, "1"), (BEN, "2"), (ADA, "3")):
        assert as_somebody(user, GROUP, course, text) == 0
        assert kept.read_text() == text
        assert (kept.stat().st_gid, stat.S_IMODE(kept.stat().st_mode)) == (GROUP, 0o660)
    assert as_somebody(BEN, OTHERS, course, "4") != 0  # nobody else, whatever the course lets others do


@as_root
def test_two_who_keep_something_at_the_same_time_lose_nothing(course):
    course.chmod(0o2770)
    results = course / ".vaekit" / "results"
    assert as_somebody(ADA, GROUP, course, "1") == 0
    texts = [{results / f"{user}-{number}.json": str(user) for number in range(100)} for user in (ADA, BEN)]
    at_work = [begun_as(user, GROUP, some) for user, some in zip((ADA, BEN), texts, strict=True)]
    assert [ended(child) for child in at_work] == [0, 0]
    assert all(path.read_text() == text for some in texts for path, text in some.items())


def test_processes_that_keep_something_at_the_same_time_lose_nothing(tmp_path):
    results = tmp_path / ".vaekit" / "results"
    results.mkdir(parents=True)
    names = [[results / f"{process}-{number}.json" for number in range(200)] for process in range(3)]
    with ProcessPoolExecutor(3, get_context("fork")) as processes:
        kept = [processes.submit(keep_each, paths) for paths in names]
    assert [one.result() for one in kept] == [200, 200, 200]
    assert {path.read_text() for path in results.iterdir()} == {path.name for paths in names for path in paths}


def keep_each(paths: list[Path]) -> int:
    """Keep a file's own name in each; returns how many could be kept."""
    kept = 0
    for path in paths:
        with contextlib.suppress(OSError):
            put_text(path, path.name)
            kept += 1
    return kept


@as_root
def test_a_course_of_ones_own_keeps_its_results_to_oneself(course):
    course.chmod(0o700)
    assert as_somebody(ADA, GROUP, course, "1") == 0
    kept = course / ".vaekit" / "results" / "a.json"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept, kept.parent)] == [0o600, 0o700]
    assert as_somebody(BEN, GROUP, course, "2") != 0


@as_root
def test_a_mark_that_one_may_not_read_counts_as_none(tmp_path):
    from autograder.course.gradebook.recording.recorded_results import _text_of

    (tmp_path / "mark").mkdir()
    assert _text_of(tmp_path / "mark") is None
