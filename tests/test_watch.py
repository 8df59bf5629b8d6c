"""`vaekit watch`: what is handed in by nbgrader's exchange is graded, and feedback is there to be fetched.

`VAEKIT_KILLS=50 pytest tests/test_watch.py` kills the watcher more often than the tests of every day do.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import run
from bs4 import BeautifulSoup
from toy import GOOD_NORM, GOOD_SQUARE, toy_cells, write
from watched import Exchange

from autograder.commands.terminal import Status
from autograder.course.configuration.course_root import CourseRoot
from autograder.course.exchange.course_exchange import CourseExchange
from autograder.records.errors import KitError

KILLS = int(os.environ.get("VAEKIT_KILLS", "3"))
RIGHT = (GOOD_SQUARE, GOOD_NORM)
WRONG = ("def square(x):\n    return x + x\n", GOOD_NORM)  # 3 of 6 points


@pytest.fixture(scope="module")
def exchange(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Exchange:
    """A course with an exchange; each test has students of its own."""
    return Exchange.open(shutil.copytree(toy_course, tmp_path_factory.mktemp("watch") / "course"), toy_kit)


@contextlib.contextmanager
def watcher(exchange: Exchange, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A watcher that has begun to look; it is killed at the end, if it still runs."""
    process = exchange.start(*options)
    try:
        assert any(line.startswith("Watching") for line in process.stdout)
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_what_is_handed_in_while_it_runs_is_graded_and_can_be_fetched(exchange):
    with watcher(exchange) as running:
        second = run("vaekit", "watch", cwd=exchange.course, status=Status.UNUSABLE, PYTHONPATH=str(exchange.kit))
        assert f"is watched already, by process {running.pid} on" in second
        exchange.submit("ada", *RIGHT)
        assert any("ada: 6 of 6 points, attempt 1; feedback released" in line for line in running.stdout)
        assert exchange.points()["ada"] == 6
        (page,) = exchange.fetched("ada")
        assert "6 of 6 points" in page
        os.killpg(running.pid, signal.SIGINT)  # as Ctrl-C at a terminal does
        rest = running.communicate()[0]
    assert running.returncode == Status.GRADED
    assert "Ended: nothing is left in the queue." in rest
    assert "Traceback" not in rest


def test_each_attempt_shows_what_the_instructor_allows_and_a_day_has_so_many(exchange):
    sentence, message = "The square of 3 is 9", "This is doubled"
    shown = {"points": (), "sentences": (sentence,), "messages": (sentence, message)}
    for number, (show, expected) in enumerate(shown.items(), start=1):
        exchange.submit("bo", *WRONG)
        told = exchange.watch_once("--show", show, "--attempts", "3")
        assert f"bo: 3 of 6 points, attempt {number}" in told
        page = exchange.fetched("bo")[-1]
        assert "3 of 6 points" in page
        assert [words for words in (sentence, message) if words in page] == list(expected)
    exchange.submit("bo", *RIGHT)
    exchange.submit("cy", *WRONG)
    exchange.watch_once("--show", "all")  # the number of attempts is kept with the course
    assert "gets no feedback before the deadline" in exchange.fetched("bo")[-1]
    assert "return x + x" in BeautifulSoup(exchange.fetched("cy")[-1], "html.parser").text
    assert exchange.points()["bo"] == 3
    run("vaekit", "grade", "submitted", cwd=exchange.course, PYTHONPATH=str(exchange.kit))
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


def test_marks_of_a_person_stay_when_it_is_watched_again_and_graded(exchange):
    def mark(points=None):
        with exchange.gradebook() as gradebook:
            grade = gradebook.find_grade("norm-check", "toy", "toy", "eve")
            if points is not None:
                grade.manual_score = points
                gradebook.db.commit()
            return grade.manual_score

    exchange.hand_in("eve", *WRONG)
    exchange.watch_once()
    mark(0.5)
    exchange.hand_in("eve", *RIGHT, at="2026-03-01 13:00:00.000000 UTC")
    exchange.watch_once()
    assert (mark(), exchange.points()["eve"]) == (0.5, 4.5)
    before = exchange.graded("eve")
    run("vaekit", "grade", "submitted", cwd=exchange.course, PYTHONPATH=str(exchange.kit))
    assert (mark(), exchange.points()["eve"]) == (0.5, 4.5)
    assert exchange.graded("eve") == before


def test_an_earlier_hand_in_that_comes_later_does_not_take_the_place_of_the_later_one(exchange):
    exchange.hand_in("fay", *RIGHT, at="2026-03-01 13:00:00.000000 UTC")
    exchange.watch_once()
    late = exchange.hand_in("fay", *WRONG)
    assert "fay: is older than what is there" in exchange.watch_once()
    assert "A later hand-in of yours was there already" in exchange.page(late)
    assert exchange.points()["fay"] == 6


def test_killed_at_random_moments_it_grades_each_once(exchange):
    students = [f"kim-{number}" for number in range(2 * KILLS)]
    folders = {}
    for first, second in zip(students[::2], students[1::2], strict=True):
        with watcher(exchange, "--workers", "2") as running:
            for student in (first, second):
                folders[student] = exchange.hand_in(student, *WRONG)
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(random.uniform(0, 8))
            os.killpg(running.pid, signal.SIGKILL)
    exchange.watch_once()
    of_students = {one["student"]: one for one in exchange.journal() if one["student"] in students}
    assert {name: (one["state"], one["attempt"]) for name, one in of_students.items()} == dict.fromkeys(
        students, ("graded", 1)
    )
    assert {student: exchange.points()[student] for student in students} == dict.fromkeys(students, 3)
    assert all("3 of 6 points" in exchange.page(folder) for folder in folders.values())
    assert not list((exchange.course / "submitted").glob(".*"))
    assert "nothing is left" in exchange.watch_once()


# --- what strangers hand in


def test_hostile_names_links_and_files_stop_nobody(exchange, tmp_path):
    secret = write(tmp_path / "elsewhere" / "toy.ipynb", toy_cells(*RIGHT, "SECRET = 1"))
    at = "2026-03-01 12:00:00.000000 UTC"
    (exchange.inbound / f"gil+toy+{at}+link").symlink_to(secret.parent)
    for name in ("..", "=1+1", "a\nb", "x" * 120):
        write(exchange.inbound / f"{name}+toy+{at}+odd" / "toy.ipynb", toy_cells(*RIGHT))
    linked = exchange.hand_in("hal", *RIGHT)
    (linked / "toy.ipynb").unlink()
    (linked / "toy.ipynb").symlink_to(secret)
    many = exchange.hand_in("ida", *RIGHT)
    for number in range(201):
        (many / f"{number}.txt").touch()
    odd = exchange.hand_in("jo", *WRONG)
    os.mkfifo(odd / "pipe.txt")
    (odd / "hard.txt").hardlink_to(secret)
    (odd / "folder").symlink_to(secret.parent)
    with (odd / "huge.npz").open("wb") as file:
        file.truncate(1 << 40)
    told = exchange.watch_once()
    assert "jo: 3 of 6 points" in told
    assert "hal: needs attention" in told
    for words in ("is no folder", "holds more than 200 files", "takes for a formula", "longer than 100 bytes"):
        assert words in told
    submitted = exchange.course / "submitted"
    assert {path.name for path in submitted.iterdir()} & {"gil", "ida", "=1+1", "x" * 120} == set()
    assert sorted(path.name for path in (submitted / "jo" / "toy").rglob("*")) == [
        "submission_secret.txt",
        "timestamp.txt",
        "toy.ipynb",
    ]
    assert str(exchange.course) not in exchange.page(linked)


def test_both_forms_of_a_letter_are_one_student(exchange):
    composed, parts = (unicodedata.normalize(form, "Zoé") for form in ("NFC", "NFD"))
    exchange.hand_in(parts, *WRONG)
    exchange.hand_in(composed, *RIGHT, at="2026-03-01 13:00:00.000000 UTC")
    told = exchange.watch_once()
    assert [name for name in exchange.points() if name.startswith("Zo")] == [composed]
    assert exchange.points()[composed] == 6
    assert f"{composed}: 6 of 6 points, attempt 2" in told


def test_a_hand_in_that_is_still_copied_is_left_until_it_is_whole(exchange):
    folder = exchange.hand_in("lea", *RIGHT)
    whole = (folder / "toy.ipynb").read_bytes()
    (folder / "toy.ipynb").write_bytes(whole[:100])
    last = (folder / "submission_secret.txt").rename(folder.parent / "secret")
    with watcher(exchange) as running:
        exchange.hand_in("max", *RIGHT)
        assert any("max: 6 of 6 points" in line for line in running.stdout)
        (folder / "toy.ipynb").write_bytes(whole)
        last.rename(folder / "submission_secret.txt")
        assert any("lea: 6 of 6 points, attempt 1" in line for line in running.stdout)


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
    notebook = write(exchange.course / "submitted" / "ned" / "toy" / "toy.ipynb", toy_cells(*WRONG))
    drop = exchange.course.parent / "drop"
    write(drop / "olga" / "toy" / "toy.ipynb", toy_cells(*RIGHT))
    assert "olga: 6 of 6 points, attempt 1" in exchange.watch_once("--folder", str(drop))
    assert exchange.watch_once("--folder", str(drop)).count("olga") == 0
    write(drop / "olga" / "toy" / "toy.ipynb", toy_cells(*WRONG))
    assert "olga: 3 of 6 points, attempt 2" in exchange.watch_once("--folder", str(drop))
    assert "3 of 6" in (exchange.course / "early_feedback" / "olga" / "toy" / "toy.html").read_text()
    assert "ned: 3 of 6 points, attempt 1" in exchange.watch_once("--folder", "submitted")
    write(notebook, toy_cells(*RIGHT))
    assert "ned: 6 of 6 points, attempt 2" in exchange.watch_once("--folder", "submitted")
    assert exchange.points()["ned"] == 6


def test_a_time_zone_that_is_none_is_refused(exchange):
    told = exchange.watch_once("--timezone", "Mars/Base", status=Status.UNUSABLE)
    assert "Mars/Base is no time zone: name one such as Europe/Prague or UTC." in told
