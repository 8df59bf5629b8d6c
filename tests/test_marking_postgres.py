"""Marks at the desk in a gradebook that is in PostgreSQL, where a row is locked and not the whole of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from marked_course import NAME
from nbgrader.api import Base, Gradebook
from postgres import Server, running_server
from test_marking_store import (
    ESSAY,
    FAIR,
    GOOD,
    RUBRIC,
    expect_no_update_lost,
    expect_nothing_lost_when_killed,
)
from toy import TOY

from autograder.marking.marks.queue import take_next
from autograder.marking.marks.store import MarkBook
from autograder.records.marking.marks import Conflict, State


@pytest.fixture(scope="module")
def server(starts) -> Iterator[Server]:
    with running_server() as found:
        yield found


@pytest.fixture
def course(graded_toys: Path, server: Server, tmp_path: Path) -> Path:
    """The graded course, whose gradebook's rows are in the server."""
    folder = shutil.copytree(graded_toys, tmp_path / "course")
    move_gradebook(folder, server.url)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {server.url!r}\n")
    return folder


def move_gradebook(folder: Path, url: str) -> None:
    """Put every row of a gradebook in a file into an empty one in the server."""
    source, target = (
        sqlalchemy.create_engine(f"sqlite:///{folder / 'gradebook.db'}"),
        sqlalchemy.create_engine(url),
    )
    with source.connect() as old, target.begin() as new:
        new.execute(sqlalchemy.text("DROP SCHEMA public CASCADE"))
        new.execute(sqlalchemy.text("CREATE SCHEMA public"))
        Base.metadata.create_all(new)
        for table in Base.metadata.sorted_tables:
            rows = [dict(row) for row in old.execute(table.select()).mappings()]
            if rows:
                new.execute(table.insert(), rows)
    source.dispose()
    target.dispose()
    (folder / "gradebook.db").unlink()


@pytest.fixture
def book(course: Path) -> Iterator[MarkBook]:
    made = MarkBook.opened(course, TOY, {ESSAY: RUBRIC})
    yield made
    made.close()


def number(server: Server, student: str = "ada") -> tuple[float | None, bool, str | None]:
    with Gradebook(server.url) as gradebook:
        grade = gradebook.find_grade(ESSAY, NAME, NAME, student)
        comment = gradebook.find_comment(ESSAY, NAME, NAME, student)
        return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


def test_a_mark_is_written_changed_and_taken_back(server, book):
    opened = book.entry(ESSAY, "ada")
    book.save(opened, "mia", FAIR, {"clear": "Which side?"}, "Well done.")
    assert number(server) == (7.5, False, "Clear: 2.5 of 5. Which side?\nRight: 5 of 5.\nWell done.")
    with pytest.raises(Conflict, match="mia has marked this text"):
        book.save(opened, "noa", GOOD)
    book.flag(opened, "mia", "again")
    assert book.undo("mia").state is State.UNMARKED
    assert number(server) == (None, True, None)


def test_two_markers_claim_different_texts(book):
    first = take_next(book, book.entries(ESSAY), "mia")
    second = take_next(book, book.entries(ESSAY), "noa")
    assert first.entry.student != second.entry.student


def test_two_writers_at_once_lose_no_update(course, book):
    """The first mark of a text, too: there is no row yet that could be locked."""
    expect_no_update_lost(course, book)


def test_a_writer_that_is_killed_loses_and_doubles_nothing(course, server, book):
    expect_nothing_lost_when_killed(
        course, book, lambda student: number(server, student), lambda: wait_for_server(server)
    )


def wait_for_server(server: Server) -> None:
    """Return when the server has done, or undone, what a killed client had asked for."""
    busy = sqlalchemy.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND state <> 'idle'"
    )
    engine = sqlalchemy.create_engine(server.url)
    with engine.connect() as connection:
        while connection.execute(busy).scalar():
            connection.rollback()
            time.sleep(0.05)
    engine.dispose()
