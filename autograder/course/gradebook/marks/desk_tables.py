"""The tables of the marking desk, beside nbgrader's in the course's gradebook: SQLite, or PostgreSQL.

They name assignment, cell and student, and refer to no row of nbgrader's: what nbgrader removes takes no mark with it.
Times are in seconds since 1970; levels, comments and rubrics are JSON.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    select,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from autograder.course.gradebook.nbgrader_errors import cause_of, is_locked
from autograder.records.json_text import read_record
from autograder.records.marking.marks import Locked, Reading
from autograder.records.marking.rubric import Rubric
from autograder.records.text import shortened

_WAIT_S = 15  # for a gradebook that another program writes to
_METADATA = MetaData()


def _of_text() -> list[Column[Any]]:
    """The columns that name one text."""
    return [Column(name, String(128), primary_key=True) for name in ("assignment", "cell", "student")]


_MARK_COLUMNS = ("marker", "levels", "comments", "comment", "score", "text", "rubric", "shown", "points")

MARKS = Table(
    "vaekit_mark",
    _METADATA,
    *_of_text(),
    Column("reading", Integer, primary_key=True, autoincrement=False),
    Column("marker", String(128), nullable=False),
    Column("levels", Text, nullable=False),
    Column("comments", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("score", Float),  # null where the mark was taken back
    Column("text", String(64), nullable=False),
    Column("rubric", String(64), nullable=False),
    Column("shown", String(64), nullable=False),
    Column("points", Float, nullable=False),
    Column("told", Text),  # the comment that was written to nbgrader's
    Column("changed_at", Float, nullable=False),
    Column("version", Integer, nullable=False),
)
HISTORY = Table(
    "vaekit_history",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    *(
        Column(name, String(128), nullable=False, index=name == "student")
        for name in ("assignment", "cell", "student")
    ),
    Column("reading", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("marker", String(128), nullable=False),
    Column("changed_at", Float, nullable=False),
    Column("version", Integer, nullable=False),  # that the mark has by this change
    Column("levels", Text, nullable=False),
    Column("score", Float),
    Column("before", Text),  # the row of the mark before, for `undo`
    Column("gradebook", Float),  # nbgrader's number before, and whether it waited
    Column("waited", Boolean, nullable=False),
    Column("undone", Boolean, nullable=False),
)
CLAIMS = Table(
    "vaekit_claim",
    _METADATA,
    *_of_text(),
    Column("reading", Integer, primary_key=True, autoincrement=False),
    Column("marker", String(128), nullable=False),
    Column("until", Float, nullable=False),
)
FLAGS = Table(
    "vaekit_flag",
    _METADATA,
    *_of_text(),
    Column("marker", String(128), nullable=False),
    Column("note", Text, nullable=False),
    Column("changed_at", Float, nullable=False),
)
RUBRICS = Table(
    "vaekit_rubric",
    _METADATA,
    Column("version", String(64), primary_key=True),
    Column("cell", String(128), nullable=False),
    Column("content", Text, nullable=False),
)
SUGGESTIONS = Table(
    "vaekit_suggestion",
    _METADATA,
    *_of_text(),
    Column("reader", String(128), primary_key=True),
    Column("text", String(64), nullable=False),
    Column("rubric", String(64), nullable=False),
    Column("levels", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("changed_at", Float, nullable=False),
)
CHOICES = Table(
    "vaekit_choice",  # how one text of the assignment is marked
    _METADATA,
    Column("assignment", String(128), primary_key=True),
    Column("cell", String(128), primary_key=True),
    Column("content", Text, nullable=False),
)


def row_of_mark(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row of MARKS that `undo` restores."""
    return {name: values[name] for name in (*_MARK_COLUMNS, "told")}


class Database:
    """The gradebook's database as the desk uses it, in short transactions."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._has_tables = False
        self._shared = (
            threading.local()
        )  # of a thread in `one_connection`: its connection, None before it is opened

    @contextmanager
    def one_connection(self) -> Iterator[None]:
        """A context in which this thread's transactions use one connection, which is opened with the first of them.

        It is not kept for longer: a gradebook that is moved away, and another put in its place, would not be noticed.
        """
        if hasattr(self._shared, "connection"):  # within another such context
            yield
            return
        self._shared.connection = None
        try:
            yield
        finally:
            if self._shared.connection is not None:
                self._shared.connection.close()
            del self._shared.connection

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        if not hasattr(self._shared, "connection"):
            with self._engine.connect() as connection:
                yield connection
            return
        if self._shared.connection is None:
            self._shared.connection = self._engine.connect()
        yield self._shared.connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises Locked where the database does not answer."""
        with errors_as_sentences("read"), self._connection() as connection:
            connection.execution_options(writes=False)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that excludes other writers. Raises Locked where nothing can be written."""
        with errors_as_sentences("written to"):
            self.make_tables()
            with self._connection() as connection:
                connection.execution_options(writes=True)
                with connection.begin():
                    yield connection

    @property
    def has_tables(self) -> bool:
        """Whether the desk's tables are there: a gradebook that no desk has written to has none."""
        if not self._has_tables:
            with self.reading() as connection:
                self._has_tables = inspect(connection).has_table(CHOICES.name)
        return self._has_tables

    def make_tables(self) -> None:
        if self.has_tables:
            return
        try:
            _METADATA.create_all(self._engine.execution_options(writes=True))
        except DBAPIError:
            if not inspect(self._engine).has_table(CHOICES.name):  # else another has made them meanwhile
                raise
        self._has_tables = True

    @property
    def locks_rows(self) -> bool:
        """Whether a row is locked by itself; SQLite's writers have the whole file."""
        return self._engine.dialect.name != "sqlite"

    def close(self) -> None:
        self._engine.dispose()


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=2)
    place = Path(make_url(url).database or "").absolute()

    def connect() -> sqlite3.Connection:
        """Open the file that is there: one that is gone is not made anew, as a gradebook without anything in it."""
        return sqlite3.connect(f"{place.as_uri()}?mode=rw", timeout=_WAIT_S, uri=True)

    engine = create_engine(url, creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _leave_transactions_to_us(connection: Any, _: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def errors_as_sentences(done: str) -> Iterator[None]:
    """A context that turns an error of the database into a KitError with one sentence."""
    try:
        yield
    except SQLAlchemyError as error:
        words = str(error).splitlines()[0]
        why = "another program holds it" if is_locked(words) else _why(words)
        raise Locked(f"The gradebook can't be {done} ({why}): nothing was changed; try again.") from error


def _why(words: str) -> str:
    if "readonly" in words or "permission denied" in words:
        return "you have no right to write there: ask who owns the course"
    if "no such table" in words or "unable to open" in words or "does not exist" in words:
        return "it is gone, or is no gradebook"
    known = cause_of(words)
    return shortened(words, 200) if known.startswith("nbgrader") else known


# --- what a grading asks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GivenFor:
    """What the mark that counts was given for: its number, and hashes of text and rubric, and the points."""

    score: float
    text: str
    shown: str
    points: float


def given_for(session: Any, assignment: str, student: str) -> dict[str, GivenFor]:
    """What the desk's marks of a student were given for, by cell; read in a session of nbgrader's gradebook."""
    return {
        cell: GivenFor(row["score"], row["text"], row["shown"], row["points"])
        for cell, row in marks_that_count(session, assignment, student).items()
    }


def marks_that_count(session: Any, assignment: str, student: str) -> dict[str, Mapping[str, Any]]:
    """The desk's marks of a student that count, by cell."""
    if not inspect(session.connection()).has_table(MARKS.name):
        return {}
    wanted = (MARKS.c.assignment == assignment) & (MARKS.c.student == student) & (MARKS.c.score.is_not(None))
    query = select(MARKS).where(wanted, MARKS.c.reading != Reading.SECOND).order_by(MARKS.c.reading)
    return {row["cell"]: row for row in session.execute(query).mappings()}


# --- rubrics as they were when marks were given by them ---------------------------------------------------------


def version_of(rubric: Rubric) -> str:
    """The key under which a rubric is kept: a hash of its words and its points."""
    return hashlib.sha256(json.dumps(asdict(rubric), sort_keys=True).encode()).hexdigest()[:32]


def rubric_as_marked(session: Any, version: str) -> Rubric | None:
    """The rubric kept under that version; None where there is none."""
    found = session.execute(select(RUBRICS.c.content).where(RUBRICS.c.version == version)).scalar()
    return None if found is None else read_record(Rubric, found)
