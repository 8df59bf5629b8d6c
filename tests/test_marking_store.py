"""Marks at the desk over time: nbgrader's own commands, formgrader's changes, other markers, writers that are killed."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from marked_course import NAME, Desk
from toy import TOY

from autograder.marking.marks.queue import (
    Filter,
    as_seen,
    chosen,
    identical,
    progress,
    side_by_side,
    take_next,
    tasks,
)
from autograder.marking.marks.store import MarkBook
from autograder.records.errors import KitError
from autograder.records.marking.marks import Change, Conflict, Locked, Reading, State
from autograder.records.marking.rubric import Criterion, Level, Rubric

ESSAY = "essay"
RUBRIC = Rubric(
    ESSAY,
    "Squares",
    (
        Criterion(
            "clear",
            "Clear",
            (Level("full", 5, "clear", "Is it clear?"), Level("half", 2.5, "partly", "Is a part of it clear?")),
        ),
        Criterion(
            "right",
            "Right",
            (Level("full", 5, "right", "Is it right?"), Level("none", 0, "wrong", "Is it wrong?")),
        ),
    ),
)
GOOD, FAIR = {"clear": "full", "right": "full"}, {"clear": "half", "right": "full"}


@pytest.fixture
def desk(graded_toys: Path, toy_kit: Path, tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(graded_toys, tmp_path / "course"), toy_kit, "vaekit")


@pytest.fixture
def book(desk: Desk) -> Iterator[MarkBook]:
    made = MarkBook.opened(desk.root, TOY, {ESSAY: RUBRIC})
    yield made
    made.close()


def number(desk: Desk, student: str = "ada") -> tuple[float | None, bool, str | None]:
    """What formgrader shows of the text: its number, whether it waits, and the comment."""
    with desk.gradebook() as gradebook:
        grade = gradebook.find_grade(ESSAY, NAME, NAME, student)
        comment = gradebook.find_comment(ESSAY, NAME, NAME, student)
        return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


def test_levels_and_their_sum_are_written_with_marker_time_and_history(desk, book):
    entry = book.entry(ESSAY, "ada")
    assert entry.state is State.UNMARKED
    began = time.time()
    entry = book.save(entry, "mia", FAIR, {"clear": "Which side?"}, "Well done.")
    assert entry.state is State.MARKED
    assert (entry.mark.levels, entry.mark.score, entry.mark.marker) == (FAIR, 7.5, "mia")
    assert began <= entry.mark.when <= time.time()
    assert number(desk) == (7.5, False, "Clear: 2.5 of 5. Which side?\nRight: 5 of 5.\nWell done.")
    book.save(entry, "noa", GOOD)
    assert number(desk) == (10, False, "Clear: 5 of 5.\nRight: 5 of 5.")
    assert [(one.marker, one.score) for one in book.history(ESSAY, "ada")] == [("mia", 7.5), ("noa", 10)]


def test_what_does_not_fit_the_rubric_is_refused(desk, book):
    entry = book.entry(ESSAY, "ada")
    for levels in ({"clear": "full"}, GOOD | {"clear": "best"}, GOOD | {"other": "full"}):
        with pytest.raises(KitError):
            book.save(entry, "mia", levels)
    assert number(desk) == (None, True, None)
    with pytest.raises(KitError, match="There is no `essay` of nobody"):
        book.entry(ESSAY, "nobody")


def test_undo_takes_back_one_change_after_the_other(desk, book):
    book.save(book.entry(ESSAY, "ada"), "mia", FAIR, comment="Well done.")
    book.save(book.entry(ESSAY, "ada"), "mia", GOOD)
    assert book.undo("mia").mark.levels == FAIR
    assert number(desk) == (7.5, False, "Clear: 2.5 of 5.\nRight: 5 of 5.\nWell done.")
    assert book.undo("mia").state is State.UNMARKED
    assert number(desk) == (None, True, None)
    assert book.undo("mia") is None
    assert len(book.history(ESSAY, "ada")) == 4


def test_the_history_tells_who_took_a_mark_back(book):
    book.save(book.entry(ESSAY, "ada"), "mia", FAIR)
    book.save(book.entry(ESSAY, "ada"), "noa", GOOD)
    assert book.undo("noa").mark.marker == "mia"
    last = book.history(ESSAY, "ada")[-1]
    assert (last.kind, last.marker) == (Change.UNDONE, "noa")


def test_undo_takes_back_nothing_of_others(desk, book):
    book.save(book.entry(ESSAY, "ada"), "mia", FAIR)
    assert book.undo("noa") is None
    book.save(book.entry(ESSAY, "ada"), "noa", GOOD)
    with pytest.raises(Conflict, match="noa has marked"):
        book.undo("mia")
    desk.mark("ada", essay=4)
    with pytest.raises(Conflict, match="4 points"):
        book.undo("noa")
    assert number(desk)[0] == 4


def test_a_mark_that_was_not_seen_is_never_written_over(desk, book):
    opened = book.entry(ESSAY, "ada")
    book.save(opened, "mia", FAIR)
    with pytest.raises(Conflict, match="mia has marked this text"):
        book.save(opened, "noa", GOOD)
    desk.mark("ada", essay=3)
    with pytest.raises(Conflict, match="3 points"):
        book.save(opened, "mia", FAIR)
    assert number(desk)[0] == 3


def test_saving_again_because_the_answer_was_lost_changes_nothing(book):
    opened = book.entry(ESSAY, "ada")
    book.save(opened, "mia", FAIR)
    assert book.save(opened, "mia", FAIR).mark.version == 1
    assert len(book.history(ESSAY, "ada")) == 1


def test_a_number_of_formgraders_counts_and_is_told(desk, book):
    desk.mark("bo", essay=6)
    assert book.entry(ESSAY, "bo").state is State.OUTSIDE
    book.save(book.entry(ESSAY, "ada"), "mia", FAIR)
    desk.mark("ada", essay=9)
    entry = book.entry(ESSAY, "ada")
    assert (entry.state, entry.mark.levels) == (State.OVERRULED, FAIR)
    assert "marked here with 7.5, and formgrader gives 9 points" in entry.why
    book.save(entry, "mia", GOOD)  # who has seen it may decide
    kinds = [(one.kind, one.score) for one in book.history(ESSAY, "ada")]
    assert kinds == [(Change.SAVED, 7.5), (Change.OUTSIDE, 9), (Change.SAVED, 10)]
    assert [one.student for one in chosen(book.entries(ESSAY), Filter.OVERRULED)] == ["bo"]


def test_words_of_formgraders_are_left_alone(desk, book):
    with desk.gradebook() as gradebook:
        gradebook.find_comment(ESSAY, NAME, NAME, "ada").manual_comment = "Come and see me."
        gradebook.db.commit()
    book.save(book.entry(ESSAY, "ada"), "mia", FAIR, comment="Well done.")
    assert number(desk)[2] == "Come and see me."


@pytest.mark.parametrize("by", ["vaekit", "nbgrader"])
def test_marks_stay_over_regrading_and_a_new_hand_in_makes_them_stale(desk, book, by):
    desk.by = by
    book.save(book.entry(ESSAY, "ada"), "mia", FAIR, comment="Well done.")
    desk.grade("--regrade")
    assert number(desk)[:2] == (7.5, False)
    assert book.entry(ESSAY, "ada").state is State.MARKED
    opened = book.entry(ESSAY, "ada")
    desk.hand_in("ada", essay="Squares have four equal sides.", sketch="cube = 8")
    desk.grade()
    entry = book.entry(ESSAY, "ada")
    assert (entry.state, entry.why) == (State.STALE, "marked, but its answer changed")
    assert entry.mark.levels == FAIR
    with pytest.raises(Conflict, match="graded anew"):
        book.save(opened, "mia", GOOD)
    desk.hand_in("ada", essay="Squares have four corners.", sketch="cube = 8")
    desk.grade()
    assert book.entry(ESSAY, "ada").state is State.MARKED
    assert number(desk)[:2] == (7.5, False)


def test_a_mark_given_after_the_rubric_was_released_anew_is_not_asked_for_again(desk, book):
    """The notes are of the last grading; the desk knows under which words its mark was given."""
    book.save(book.entry(ESSAY, "ada"), "mia", FAIR)
    desk.set_words("essay-question", "Write about squares: clear 5, right 5, please.")
    fresh = MarkBook.opened(desk.root, TOY, {ESSAY: RUBRIC})
    assert "its rubric changed" in fresh.entry(ESSAY, "ada").why
    fresh.save(fresh.entry(ESSAY, "ada"), "mia", GOOD)
    fresh.close()
    desk.grade()
    assert number(desk)[:2] == (10, False)
    shutil.rmtree(desk.root / ".vaekit" / "marks")  # what was noted is lost; the gradebook has it
    desk.grade("--regrade")
    assert number(desk)[:2] == (10, False)


def test_marks_of_what_is_gone_are_kept_and_told(desk, book):
    """A student whose folder was renamed, and one that nbgrader's own command has removed."""
    book.save(book.entry(ESSAY, "ada"), "mia", FAIR)
    book.save(book.entry(ESSAY, "bo"), "mia", GOOD)
    (desk.root / "submitted" / "ada").rename(desk.root / "submitted" / "ada-b")
    desk.grade()
    desk.command("nbgrader", "db", "student", "remove", "ada", "--force")
    desk.command("nbgrader", "db", "student", "remove", "bo", "--force")
    entries = {one.student: one for one in book.entries(ESSAY)}
    assert entries["ada"].state is State.GONE
    assert entries["ada"].mark.levels == FAIR
    assert entries["ada-b"].state is State.UNMARKED
    desk.grade("--regrade")
    entry = book.entry(ESSAY, "bo")
    assert (entry.state, entry.mark.levels) == (State.STALE, GOOD)
    assert "the gradebook has no points of it any more" in entry.why


def test_both_exports_have_the_sum(desk, book):
    for student in ("ada", "bo", "cy", "di"):
        book.save(book.entry(ESSAY, student), "mia", FAIR)
        desk.mark(student, sketch=3, talk=1)
    assert desk.exported() == {}
    ours = desk.marks_exported()
    desk.command("nbgrader", "export")
    rows = [line.split(",") for line in (desk.root / "grades.csv").read_text().splitlines()]
    column = {name: number for number, name in enumerate(rows[0])}
    theirs = {row[column["student_id"]]: float(row[column["score"]]) for row in rows[1:]}
    assert ours == theirs
    with desk.gradebook() as gradebook:
        assert gradebook.find_submission(NAME, "ada").written_score == 7.5


# --- the queue ----------------------------------------------------------------------------------------------------


def test_the_order_is_by_chance_the_same_for_everybody_and_stable(desk, book):
    first = [one.student for one in book.entries(ESSAY)]
    assert first == [one.student for one in MarkBook.opened(desk.root, TOY, {ESSAY: RUBRIC}).entries(ESSAY)]
    desk.hand_in("eve", essay="Squares are round.", sketch="cube = 8")
    desk.grade()
    assert [one.student for one in book.entries(ESSAY) if one.student != "eve"] == first


def test_two_markers_never_have_the_same_text(book):
    taken = []
    for marker in ("mia", "noa", "mia", "noa"):
        task = take_next(book, book.entries(ESSAY), marker, passed_over={one.entry.student for one in taken})
        taken.append(task)
    assert len({task.entry.student for task in taken}) == 4
    assert take_next(book, book.entries(ESSAY), "olaf") is None
    book.release("mia", taken[0].entry)
    assert take_next(book, book.entries(ESSAY), "olaf").entry.student == taken[0].entry.student


def test_a_claim_ends_with_its_lease(book):
    entry = book.entry(ESSAY, "ada")
    assert book.claim(entry, "mia", lease_s=0)
    assert book.claim(entry, "noa")
    assert not book.claim(entry, "mia")


def test_a_second_mark_is_made_blind_and_gives_no_points(desk, book):
    for one in book.entries(ESSAY):
        book.save(one, "mia", FAIR, comment="Well done.")
    assert tasks(book, book.entries(ESSAY), "mia", share=1.0) == []
    assert tasks(book, book.entries(ESSAY), "noa", share=0.0) == []
    assert [one.mark for one in as_seen(book, book.entries(ESSAY), "noa", 1.0)] == [None] * 4
    task = take_next(book, book.entries(ESSAY), "noa", share=1.0)
    assert (task.reading, task.entry.mark, task.entry.grade.manual, task.entry.grade.comment) == (
        Reading.SECOND,
        None,
        None,
        None,
    )
    book.save(task.entry, "noa", GOOD, reading=Reading.SECOND)
    entry = book.entry(ESSAY, task.entry.student)
    assert entry.mark.levels == FAIR
    assert number(desk, entry.student)[0] == 7.5
    book.save(entry, "mia & noa", GOOD, reading=Reading.SETTLED, kind=Change.SETTLED)
    entry = book.entry(ESSAY, entry.student)
    assert (entry.mark.levels, entry.marks[Reading.FIRST].levels) == (GOOD, FAIR)
    assert number(desk, entry.student)[0] == 10
    with pytest.raises(Conflict, match="settled"):
        book.save(entry, "mia", FAIR)
    assert book.undo("mia & noa").mark.levels == FAIR
    assert number(desk, entry.student)[0] == 7.5


def test_flags_filters_and_figures(book):
    entry = book.entry(ESSAY, "ada")
    book.flag(entry, "mia", "is it his own?")
    book.save(entry, "mia", FAIR, comment="Well done.")
    book.save(book.entry(ESSAY, "bo"), "mia", GOOD)
    entries = book.entries(ESSAY)
    assert [one.student for one in chosen(entries, Filter.FLAGGED)] == ["ada"]
    assert {one.student for one in chosen(entries, Filter.MINE, "mia")} == {"ada", "bo"}
    assert {one.student for one in chosen(entries, Filter.UNMARKED)} == {"cy", "di"}
    assert [one.student for one in chosen(entries, Filter.ALL, level=("clear", "half"))] == ["ada"]
    found = progress(entries, RUBRIC, book.store.history(ESSAY), "mia")
    assert (found.done, found.left) == (2, 2)
    assert found.levels == {"clear": {"full": 1, "half": 1}, "right": {"full": 2, "none": 0}}
    assert found.left_s == 2 * found.pace_s
    book.flag(entry, "noa")
    book.unflag(entry, "noa")
    assert [one.marker for one in book.entry(ESSAY, "ada").flags] == ["mia"]  # another marker's flag stays
    book.unflag(entry, "mia")
    assert chosen(book.entries(ESSAY), Filter.FLAGGED) == []


def test_texts_that_are_the_same_stand_side_by_side(book):
    entries = book.entries(ESSAY)
    students = [one.student for one in side_by_side(entries)]
    assert abs(students.index("ada") - students.index("cy")) == 1
    assert sorted(students) == ["ada", "bo", "cy", "di"]
    assert [one.student for one in identical(entries, book.entry(ESSAY, "ada"))] == ["cy"]


def test_a_text_that_somebody_has_marked_is_not_offered_with_its_like(desk, book):
    book.save(book.entry(ESSAY, "cy"), "noa", GOOD)
    assert identical(book.entries(ESSAY), book.entry(ESSAY, "ada")) == []
    desk.mark("ada", essay=4)
    assert identical(book.entries(ESSAY), book.entry(ESSAY, "cy")) == []


# --- trouble ------------------------------------------------------------------------------------------------------


def test_a_gradebook_that_is_locked_is_told(desk, book, monkeypatch):
    monkeypatch.setattr("autograder.course.gradebook.marks.desk_tables._WAIT_S", 0)
    impatient = MarkBook.opened(desk.root, TOY, {ESSAY: RUBRIC})
    entry = impatient.entry(ESSAY, "ada")
    impatient.flag(entry, "mia")
    holder = __import__("sqlite3").connect(desk.root / "gradebook.db")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Locked, match="another program holds it"):
        impatient.save(entry, "mia", GOOD)
    holder.rollback()
    holder.close()
    assert impatient.save(entry, "mia", GOOD).state is State.MARKED


def test_a_gradebook_that_is_gone_is_told(desk, book):
    (desk.root / "gradebook.db").unlink()
    with pytest.raises(KitError, match="has no gradebook"):
        MarkBook.opened(desk.root, TOY, {ESSAY: RUBRIC})


def test_two_writers_at_once_lose_no_update(desk, book):
    book.save(book.entry(ESSAY, "ada"), "mia", FAIR)
    expect_no_update_lost(desk.root, book)


def expect_no_update_lost(root: Path, book: MarkBook) -> None:
    """Each of two reads, thinks, and writes what it saw: one of them wins each round, the other is told."""
    before = len(book.history(ESSAY, "ada"))
    told: list[str] = []
    start = threading.Barrier(2, timeout=400)

    def write(marker: str, own: MarkBook) -> None:
        for count in range(10):
            entry = own.entry(ESSAY, "ada")
            start.wait()
            try:
                own.save(entry, marker, GOOD, comment=f"{marker} {count}")
                told.append("written")
            except Conflict:
                told.append("conflict")
            start.wait()
        own.close()

    books = {
        name: MarkBook.opened(root, TOY, {ESSAY: RUBRIC}) for name in ("noa", "olaf")
    }  # no thread changes folders
    for own in books.values():
        own.entry(ESSAY, "ada")  # reads what was released through nbgrader, whose gradebook is for one thread
    writers = [threading.Thread(target=write, args=one) for one in books.items()]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert (told.count("written"), told.count("conflict")) == (10, 10)
    assert book.entry(ESSAY, "ada").mark.version == len(book.history(ESSAY, "ada")) == before + 10


def _write_until_killed(root: Path) -> tuple[int, int]:
    """Start a process that marks one text after the other, and says of each that it is saved; its number, and a pipe."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        book = MarkBook.opened(root, TOY, {ESSAY: RUBRIC})
        os.write(writing, b"ready\n")
        for count in itertools.count():
            student = ("ada", "bo", "cy", "di")[count % 4]
            book.save(book.entry(ESSAY, student), "mia", (FAIR, GOOD)[count % 2], comment=f"{count}.")
            os.write(writing, f"{student} {count}.\n".encode())
    finally:
        os._exit(1)


def test_a_writer_that_is_killed_loses_and_doubles_nothing(desk, book):
    expect_nothing_lost_when_killed(desk.root, book, lambda student: number(desk, student))


def expect_nothing_lost_when_killed(
    root: Path, book: MarkBook, number_of: Callable[[str], Any], wait: Callable[[], None] = lambda: None
) -> None:
    """Twenty-five times, at a random moment; what was told to be saved is there, whole, and once."""
    chance = random.Random(7)
    for _ in range(25):
        before = {one.student: len(book.history(ESSAY, one.student)) for one in book.entries(ESSAY)}
        process, pipe = _write_until_killed(root)
        with os.fdopen(pipe) as told_lines:
            assert told_lines.readline() == "ready\n"
            time.sleep(chance.random() * 0.25)
            os.kill(process, signal.SIGKILL)
            said = [line.split() for line in told_lines.read().splitlines()]
        assert os.WTERMSIG(os.waitpid(process, 0)[1]) == signal.SIGKILL
        wait()
        last = dict(said)
        for entry in book.entries(ESSAY):
            told = sum(student == entry.student for student, _ in said)
            written = len(book.history(ESSAY, entry.student)) - before[entry.student]
            assert written in (told, told + 1)  # the last one may have been written, and not told any more
            if entry.mark is None:
                assert number_of(entry.student) == (None, True, None)
                continue
            score, waiting, comment = number_of(entry.student)
            assert (score, waiting) == (entry.mark.score, False)
            assert comment.endswith(entry.mark.comment)
            if written == told and entry.student in last:
                assert entry.mark.comment == last[entry.student]
            assert entry.mark.version == len(book.history(ESSAY, entry.student))
