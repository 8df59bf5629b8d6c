"""Links, pipes and the like among the files of a hand-in: none is followed, copied or waited for."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from answers import run
from toy import TOY, toy_cells, write

from autograder.commands.terminal import Status
from autograder.grading.settings import Settings
from autograder.handin.files.plain import NotPlain, open_plain
from autograder.handin.find_submissions import find_submissions
from autograder.handin.read_submission import own_code, read_submission
from autograder.handin.shared_training_runs import with_foreign_evidence
from autograder.handin.submission import Submission
from autograder.records.errors import Unreadable

READINGS = 2000
SECRET = "SECRET = 'of the neighbour'"


@contextmanager
def swapped(*swaps: Callable[[], None]) -> Iterator[None]:
    """Do these one after the other, again and again, while the block runs."""
    over = threading.Event()

    def swap() -> None:
        while not over.is_set():
            for one in swaps:
                one()

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def swap_of(place: Path, *others: Path) -> list[Callable[[], None]]:
    """Put each of the others into the place, by a rename each; what was there is put back first."""
    steps: list[Callable[[], None]] = []
    for other in others:
        steps += [lambda other=other: other.rename(place), lambda other=other: place.rename(other)]
    return steps


@pytest.mark.parametrize("what", ["file", "folder", "student's folder"])
def test_no_link_is_read_however_it_is_swapped(tmp_path, what):
    """Between a check of the name and an opening by the name, 274 of 1,500 readings once escaped."""
    neighbour = write(tmp_path / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells(SECRET))
    own = write(tmp_path / "submitted" / "mallory" / "toy" / "toy.ipynb", toy_cells())
    part = {"file": 0, "folder": 1, "student's folder": 2}[what]
    place = [own, *own.parents][part]
    real, link = tmp_path / "real", tmp_path / "link"
    place.rename(real)
    link.symlink_to([neighbour, *neighbour.parents][part], target_is_directory=part > 0)
    submission = Submission(TOY, "mallory", own.parent, own)
    told = []
    with swapped(*swap_of(place, real, link)):
        for _ in range(READINGS):
            with suppress(Unreadable):
                told.append(own_code(submission))
    assert not [code for code in told if SECRET in code]
    assert told  # it was read, at times


def test_a_file_swapped_for_a_pipe_is_not_waited_for(tmp_path):
    own = write(tmp_path / "mallory" / "toy" / "toy.ipynb", toy_cells())
    pipe, real = tmp_path / "pipe", tmp_path / "real"
    own.rename(real)
    os.mkfifo(pipe)
    with swapped(*swap_of(own, real, pipe)):
        for _ in range(READINGS // 4):
            with suppress(OSError):
                open_plain(own).close()


def test_the_key_of_a_result_covers_nothing_behind_a_link(tmp_path):
    neighbour = write(tmp_path / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells())
    (tmp_path / "submitted" / "mallory").symlink_to(neighbour.parent.parent, target_is_directory=True)
    linked = Submission(TOY, "mallory", tmp_path / "submitted" / "mallory" / "toy", None)
    before = Settings().key_of(linked)
    write(neighbour, toy_cells(SECRET))
    assert Settings().key_of(linked) == before


def test_folders_above_the_hand_ins_may_be_links(tmp_path):
    """A course on another disk, a home folder that has moved."""
    write(tmp_path / "disk" / "submitted" / "ada" / "vae-digits" / "vae-digits.ipynb", toy_cells())
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "submitted").symlink_to(tmp_path / "disk" / "submitted", target_is_directory=True)
    (tmp_path / "home").symlink_to(tmp_path / "course", target_is_directory=True)
    (found,) = find_submissions(tmp_path / "home" / "submitted")
    with open_plain(found.path, found.trusted) as file:
        assert file.read(1) == b"{"


def test_a_linked_hand_in_does_not_hide_whose_evidence_it_is(tmp_path):
    from corpus.entries import EVIDENCE

    for student, hour in (("ada", 10), ("zoe", 11)):
        path = write(tmp_path / "submitted" / student / "vae-digits" / "vae-digits.ipynb", toy_cells())
        shutil.copyfile(EVIDENCE, path.with_name("evidence.npz"))
        path.with_name("timestamp.txt").write_text(f"2026-11-20 {hour}:00:00 UTC\n")
    (tmp_path / "submitted" / "mallory").symlink_to(tmp_path / "submitted" / "ada", target_is_directory=True)
    found = {one.student: one for one in with_foreign_evidence(find_submissions(tmp_path / "submitted"))}
    assert (found["ada"].foreign is None, found["zoe"].foreign is None) == (True, False)
    with pytest.raises(Unreadable, match="link"):
        read_submission(found["mallory"])


def test_every_kind_of_file_that_is_none_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    (tmp_path / "nowhere").symlink_to("none")
    (tmp_path / "itself").symlink_to("itself")
    for name in ("pipe", "folder", "link", "nowhere", "itself", "link/file", "itself/file"):
        with pytest.raises(NotPlain):
            open_plain(tmp_path / name, tmp_path)
    with pytest.raises(NotPlain):
        open_plain(Path("/dev/null"))


@pytest.fixture
def course(starts, toy_course: Path, tmp_path: Path) -> Path:
    """A course where mallory's hand-in leads to what others own."""
    folder = tmp_path / "course"
    shutil.copytree(toy_course, folder)
    for student in ("ada", "mallory"):
        path = write(folder / "submitted" / student / "toy" / "toy.ipynb", toy_cells())
        (path.parent / "plain.txt").write_text("mine")
    (folder / "submitted" / "neighbours").symlink_to(folder / "submitted" / "ada", target_is_directory=True)
    mine = folder / "submitted" / "mallory" / "toy"
    (mine / "notes.txt").symlink_to(folder / "gradebook.db")
    os.link(folder / "gradebook.db", mine / "more.txt")
    (mine / "folder").symlink_to(folder / "source", target_is_directory=True)
    os.mkfifo(mine / "pipe")
    os.mkfifo(mine / "timestamp.txt")
    return folder


@pytest.mark.parametrize(
    "words", [("vaekit", "grade", "submitted"), ("nbgrader", "autograde", "toy")], ids=" ".join
)
def test_nothing_behind_a_link_comes_into_the_course(course, toy_kit, words):
    run(*words, cwd=course, status=Status.ATTENTION, PYTHONPATH=str(toy_kit))
    run("nbgrader", "generate_feedback", "toy", cwd=course, PYTHONPATH=str(toy_kit))
    for step in ("autograded", "feedback"):
        copied = {path.name for path in (course / step / "mallory").rglob("*") if not path.is_dir()}
        made = {"toy.ipynb"} if step == "autograded" else {"toy.html", "timestamp.txt", "submission_secret.txt"}
        assert copied - made == {"plain.txt"}
        assert not (course / step / "neighbours" / "toy" / "toy.ipynb").exists()
        assert not (course / step / "neighbours" / "toy" / "toy.html").exists()
    run("vaekit", "status", cwd=course, status=Status.ATTENTION, PYTHONPATH=str(toy_kit))
