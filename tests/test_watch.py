"""`vaekit watch`: what is handed in by nbgrader's exchange is graded, and feedback is there to be fetched.

`VAEKIT_KILLS=50 pytest tests/test_watch.py` kills the watcher more often than the tests of every day do.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from sandboxes import wait_until
from small_disk import filled, small_disk
from toy import GOOD_NORM, GOOD_SQUARE, TOY, toy_cells, write
from watched import SEVEN, SIX, Exchange, Watcher

from autograder.commands.terminal import Status
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.exchange.course_exchange import CourseExchange
from autograder.records.errors import KitError
from autograder.watching.early_page import page_of
from autograder.watching.records import Arrival, Show, State

KILLS = int(os.environ.get("VAEKIT_KILLS", "2"))
RIGHT = (GOOD_SQUARE, GOOD_NORM)
WRONG = ("def square(x):\n    return x + x\n", GOOD_NORM)  # 3 of 6 points


@pytest.fixture(scope="module")
def exchange(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Exchange:
    """A course with an exchange; each test has students of its own."""
    return Exchange.open(shutil.copytree(toy_course, tmp_path_factory.mktemp("watch") / "course"), toy_kit)


@pytest.fixture(scope="module")
def watched(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Exchange:
    """Another one, of the tests that have a watcher running."""
    return Exchange.open(shutil.copytree(toy_course, tmp_path_factory.mktemp("watched") / "course"), toy_kit)


@pytest.fixture(scope="module")
def running(watched: Exchange) -> Iterator[Watcher]:
    """One watcher, which stays warm from one test to the next."""
    with watched.watcher() as made:
        yield made


# --- while it runs


def test_what_is_handed_in_is_graded_and_its_feedback_can_be_fetched(watched, running):
    watched.submit("ada", *RIGHT)
    running.tells("ada: 6 of 6 points, attempt 1; feedback released")
    assert watched.points()["ada"] == 6
    (page,) = watched.fetched("ada")
    assert "6 of 6 points" in page


def test_a_second_watcher_of_the_course_is_refused(watched, running):
    told = watched.watch_once(status=Status.UNUSABLE)
    assert f"is watched already, by process {running.pid} on" in told


def test_an_earlier_hand_in_that_comes_later_does_not_take_the_place_of_the_later_one(watched, running):
    watched.hand_in("fay", *RIGHT, at=SEVEN)
    running.tells("fay: 6 of 6 points")
    late = watched.hand_in("fay", *WRONG, at=SIX)
    running.tells("fay: is older than what is there")
    assert "A later hand-in of yours was there already" in watched.page(late)
    assert watched.points()["fay"] == 6
    assert "fay: its timestamp.txt says 2026-03-01 12:00 UTC" in running.tells("12:00 UTC, and it came at")


def test_a_hand_in_that_is_still_copied_is_left_until_it_is_whole(watched, running):
    folder = watched.hand_in("lea", *RIGHT)
    whole = (folder / "toy.ipynb").read_bytes()
    (folder / "toy.ipynb").write_bytes(whole[:100])
    last = (folder / "submission_secret.txt").rename(folder.parent / "secret")
    watched.hand_in("max", *RIGHT)
    running.tells("max: 6 of 6 points")
    (folder / "toy.ipynb").write_bytes(whole)
    last.rename(folder / "submission_secret.txt")
    running.tells("lea: 6 of 6 points, attempt 1")


def test_both_forms_of_a_letter_are_one_student(watched, running):
    composed, parts = (unicodedata.normalize(form, "Zoé") for form in ("NFC", "NFD"))
    watched.hand_in(parts, *WRONG, at=SIX)
    running.tells(f"{composed}: 3 of 6 points, attempt 1")
    watched.hand_in(composed, *RIGHT, at=SEVEN)
    running.tells(f"{composed}: 6 of 6 points, attempt 2")
    assert [name for name in watched.points() if name.startswith("Zo")] == [composed]


def test_marks_of_a_person_stay_when_it_is_watched_again_and_graded(watched, running):
    def mark(points=None):
        with watched.gradebook() as gradebook:
            grade = gradebook.find_grade("norm-check", "toy", "toy", "eve")
            if points is not None:
                grade.manual_score = points
                gradebook.db.commit()
            return grade.manual_score

    watched.hand_in("eve", *WRONG, at=SIX)
    running.tells("eve: 3 of 6 points")
    mark(0.5)
    watched.hand_in("eve", *RIGHT, at=SEVEN)
    running.tells("eve: 6 of 6 points, attempt 2")
    assert (mark(), watched.points()["eve"]) == (0.5, 4.5)
    before = watched.graded("eve")
    watched.grade()  # beside the watcher
    assert (mark(), watched.points()["eve"]) == (0.5, 4.5)
    assert watched.graded("eve") == before


ODD = ("*", "a[b]", "a?b", "{x}", "%s", "a b", "a+b", "O'Neil; rm", "a%2Fb", "ünï")


def test_hostile_names_links_and_files_stop_nobody(watched, running, tmp_path):
    secret = write(tmp_path / "elsewhere" / "toy.ipynb", toy_cells(*RIGHT, "SECRET = 1"))
    (watched.inbound / f"gil+toy+{SIX}+link").symlink_to(secret.parent)
    refused = {"..": "no name of a folder", "=1+1": "takes for a formula", "a\nb": "can't be shown"}
    refused |= {"x" * 120: "longer than 100 bytes"}
    for name in refused:
        write(watched.inbound / f"{name}+toy+{SIX}+odd" / "toy.ipynb", toy_cells(*RIGHT))
    linked = watched.hand_in("hal", *RIGHT)
    (linked / "toy.ipynb").unlink()
    (linked / "toy.ipynb").symlink_to(secret)
    many = watched.hand_in("ida", *RIGHT)
    for number in range(201):
        (many / f"{number}.txt").touch()
    odd = watched.hand_in("jo", *WRONG)
    os.mkfifo(odd / "pipe.txt")
    (odd / "hard.txt").hardlink_to(secret)
    (odd / "folder").symlink_to(secret.parent)
    with (odd / "huge.npz").open("wb") as file:
        file.truncate(1 << 40)
    for name in ODD:
        watched.hand_in(name, *WRONG)
    for words in ("is no folder", "holds more than 200 files", "hal: needs attention", *refused.values()):
        running.tells(words)
    for name in ("jo", *ODD):
        running.tells(f" {name}: 3 of 6 points, attempt 1")
    assert dict.fromkeys(ODD, 3.0).items() <= watched.points().items()
    assert watched.points()["ada"] == 6
    submitted = watched.course / "submitted"
    assert {path.name for path in submitted.iterdir()} & {"gil", "ida", *refused} == set()
    kept = sorted(path.name for path in (submitted / "jo" / "toy").rglob("*"))
    assert kept == ["submission_secret.txt", "timestamp.txt", "toy.ipynb"]
    assert "Your hand-in holds no notebook: please hand in toy.ipynb." in watched.page(linked)
    assert str(watched.course) not in watched.page(linked)


# --- what feedback shows, and how often it is given


SENTENCE, MESSAGE = "The square of 3 is 9", "This is doubled"
SHOWN = {Show.POINTS: [], Show.SENTENCES: [SENTENCE], Show.MESSAGES: [SENTENCE, MESSAGE]}


@pytest.mark.parametrize("show", SHOWN)
def test_a_page_shows_what_the_instructor_allows(show, grade_toy):
    result = grade_toy(*WRONG)
    arrival = Arrival("bo+toy", "bo", "toy", SIX[:19], "", "2026-03-01", 1, 5, State.GRADED)
    page = page_of(arrival, TOY, ZoneInfo("Europe/Prague"), show, result).decode()
    assert "3 of 6 points" in page
    assert "Handed in 2026-03-01 13:00:00 (Europe/Prague)" in page
    assert [words for words in (SENTENCE, MESSAGE) if words in page] == SHOWN[show]


def test_a_day_has_so_many_attempts_and_the_course_keeps_how_it_is_watched(exchange):
    exchange.submit("bo", *WRONG)
    exchange.submit("bo", *RIGHT)
    told = exchange.watch_once("--show", "messages", "--attempts", "1")
    assert "bo: 3 of 6 points, attempt 1" in told
    first, second = exchange.fetched("bo")
    assert MESSAGE in first
    assert "gets no feedback before the deadline" in second
    exchange.submit("cy", *WRONG)
    exchange.submit("cy", *WRONG)
    exchange.watch_once("--show", "all")
    first, second = exchange.fetched("cy")
    assert "return x + x" in BeautifulSoup(first, "html.parser").text
    assert "gets no feedback before the deadline" in second
    assert exchange.points()["bo"] == 3
    exchange.grade()
    assert exchange.points()["bo"] == 6


def test_after_the_deadline_the_page_shows_all(exchange):
    with exchange.gradebook() as gradebook:
        gradebook.update_or_create_assignment("toy", duedate="2026-03-02 12:00:00")
    try:
        folder = exchange.hand_in("dee", *WRONG)
        exchange.watch_once("--show", "points")
        assert "This is doubled" in exchange.page(folder)
    finally:
        with exchange.gradebook() as gradebook:
            gradebook.update_or_create_assignment("toy", duedate=None)


# --- killed


def test_killed_at_random_moments_it_grades_each_once(exchange):
    students = [f"kim-{number}" for number in range(2 * KILLS + 2)]
    folders = {}
    for first, second in zip(students[2::2], students[3::2], strict=True):
        with exchange.watcher("--workers", "2") as killed:
            folders |= {student: exchange.hand_in(student, *WRONG) for student in (first, second)}
            killed.killed_after(random.uniform(0, 6))
    with exchange.watcher("--workers", "2") as last:
        folders |= {student: exchange.hand_in(student, *WRONG) for student in students[:2]}
        wait_until(lambda: all(exchange.page(folder) for folder in folders.values()))
        status, told = last.ended(signal.SIGINT)  # as Ctrl-C at a terminal does
    assert (status, told.splitlines()[-1]) == (Status.GRADED, "Ended: nothing is left in the queue.")
    assert "Traceback" not in told
    done = {one["student"]: (one["state"], one["attempt"]) for one in exchange.journal()}
    assert {student: done[student] for student in students} == dict.fromkeys(students, ("graded", 1))
    assert {student: exchange.points()[student] for student in students} == dict.fromkeys(students, 3)
    assert all("3 of 6 points" in exchange.page(folder) for folder in folders.values())
    assert not list((exchange.course / "submitted").glob(".*"))


# --- what the machine refuses


def test_a_locked_gradebook_is_told_and_the_hand_in_recorded_when_it_is_free(watched, running):
    with contextlib.closing(sqlite3.connect(watched.course / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        folder = watched.hand_in("uma", *WRONG)
        assert "database is locked" in running.tells("uma: the gradebook lacks it")
        assert watched.page(folder) is None
    assert "uma" not in watched.points()
    running.tells("uma: 3 of 6 points, attempt 1; feedback released")
    assert watched.points()["uma"] == 3
    assert "3 of 6 points" in watched.page(folder)


@pytest.fixture
def on_small_disk(starts, toy_course: Path, toy_kit: Path, tmp_path: Path) -> Iterator[Exchange]:
    """A course on a disk of 16 MiB; its exchange is on another."""
    course = tmp_path / "course"
    course.mkdir()
    with small_disk(course):
        yield Exchange.open(shutil.copytree(toy_course, course, dirs_exist_ok=True), toy_kit)


# Bytes that are left when a hand-in comes, and how the line that tells of it begins and ends: nothing can be queued, the
# files can't be copied, nothing can be recorded
FULL = (
    (0, "/.vaekit/watch/toy/", "No space left on device); trying again."),
    (8_192, "bo: /", "No space left on device); it stays in the queue."),
    (40_960, "cy: the gradebook lacks it", "the disk is full; it stays in the queue."),
)


def test_a_full_disk_is_told_and_what_was_handed_in_graded_when_there_is_room(on_small_disk):
    with on_small_disk.watcher() as watcher:
        on_small_disk.hand_in("ada", *RIGHT)
        watcher.tells("ada: 6 of 6 points")
        for student, (left, words, end) in zip(("al", "bo", "cy"), FULL, strict=True):
            fill = filled(on_small_disk.course, left)
            folder = on_small_disk.hand_in(student, *WRONG)
            assert end in watcher.tells(words)
            assert on_small_disk.page(folder) is None
            fill.unlink()
            watcher.tells(f"{student}: 3 of 6 points, attempt 1; feedback released")
            assert "3 of 6 points" in on_small_disk.page(folder)
    assert on_small_disk.points() == {"ada": 6, "al": 3, "bo": 3, "cy": 3}


# --- exchanges


def test_a_folder_that_another_account_owns_is_not_taken_for_the_students(exchange):
    own = CourseExchange(CourseRoot.open(exchange.course))
    assert own.why_not_theirs("ada", os.getuid()) is None
    assert own.why_not_theirs("ada", 4_000_000) == "is owned by a user without a name here (number 4000000)"


def test_an_exchange_of_another_kind_is_refused(exchange):
    course = CourseRoot.open(exchange.course)
    course.app.config.ExchangeFactory.collect = "nbgrader.exchange.abc.ExchangeCollect"
    with pytest.raises(KitError, match="can't watch"):
        CourseExchange(course)


# --- folders


def test_a_folder_is_watched_and_what_changes_is_graded_again(exchange):
    collected = exchange.hand_in("ned", *RIGHT).rename(exchange.course.parent / "ned")
    ned = shutil.copytree(collected, exchange.course / "submitted" / "ned" / "toy")
    drop = exchange.course.parent / "drop"
    write(drop / "olga" / "toy" / "toy.ipynb", toy_cells(*RIGHT))
    assert "olga: 6 of 6 points, attempt 1" in exchange.watch_once("--folder", str(drop), "--attempts", "5")
    write(drop / "olga" / "toy" / "toy.ipynb", toy_cells(*WRONG))
    assert "olga: 3 of 6 points, attempt 2" in exchange.watch_once("--folder", str(drop), "--attempts", "5")
    assert "3 of 6" in (exchange.course / "early_feedback" / "olga" / "toy" / "toy.html").read_text()
    told = exchange.watch_once("--folder", "submitted")
    graded = [line for line in told.splitlines() if "of 6 points" in line]  # of nobody whom the exchange brought
    assert all("ned: 6 of 6 points, attempt 1; feedback released" in line for line in graded), told
    assert exchange.points()["ned"] == 6
    assert "6 of 6 points" in exchange.page(ned)


def test_a_time_zone_that_is_none_is_refused(exchange):
    told = exchange.watch_once("--timezone", "Mars/Base", status=Status.UNUSABLE)
    assert "Mars/Base is no time zone: name one such as Europe/Prague or UTC." in told
