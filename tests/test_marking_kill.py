"""The desk's server is killed at a random moment while marks are sent to it, again and again, and started anew."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import threading
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import requests
from jupyter_server.serverapp import ServerApp
from marked_course import NAME
from marking_page import CELL, marked_course
from toy import TOY

from autograder.authoring import assignment, find_assignments
from autograder.authoring.rubric import rubrics_in
from autograder.commands.marking.mark import options_of_server
from autograder.marking import server as _imported_before_the_fork  # noqa: F401
from autograder.marking.marks.store import MarkBook
from autograder.records.marking.marks import Change, State

KILLS = 25
TEXTS = {student: f"Squares have {count} corners." for count, student in enumerate(("ada", "bo", "cy", "di"))}
LEVELS = ("full", "half", "none")
START_S = 60


@pytest.fixture(scope="module")
def course(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Path:
    return marked_course(toy_course, toy_kit, tmp_path_factory.mktemp("killed") / "course", TEXTS)


@contextmanager
def server(course: Path, kit: Path, folder: Path) -> Iterator[dict[str, Any]]:
    """The server of `vaekit mark`, as it tells of itself: address, secret and process; it is killed at the end.

    It is forked from the process of the tests, which has imported all that it needs: so it starts in a second.
    """
    folder.mkdir()
    process = os.fork()
    if process == 0:
        try:
            _serve(course, kit, folder)
        finally:
            os._exit(1)
    try:
        yield _told(folder, process)
    finally:
        with suppress(ProcessLookupError, ChildProcessError):  # it could not start
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _serve(course: Path, kit: Path, folder: Path) -> None:
    with (folder / "log").open("wb") as log:
        for number in (1, 2):
            os.dup2(log.fileno(), number)
    os.environ |= {"HOME": str(folder), "JUPYTER_RUNTIME_DIR": str(folder), "JUPYTER_NO_CONFIG": "1"}
    sys.path.insert(0, str(kit))
    for known in (
        assignment._registered,
        find_assignments._entry_points,
    ):  # asked before the fork, without the toy
        known.cache_clear()
    warnings.simplefilter("ignore")  # a warning of traitlets about such options would be an error in a test
    ServerApp.clear_instance()
    ServerApp.launch_instance(options_of_server(course, 0, browser=False))


def _told(folder: Path, process: int) -> dict[str, Any]:
    end = time.monotonic() + START_S
    file = folder / f"jpserver-{process}.json"
    while time.monotonic() < end and os.waitpid(process, os.WNOHANG) == (0, 0):
        with suppress(
            FileNotFoundError, ValueError, requests.ConnectionError
        ):  # it is being written; nothing listens
            told: dict[str, Any] = json.loads(file.read_text())
            requests.get(f"{told['url']}api", timeout=START_S)
            return told
        time.sleep(0.02)
    raise AssertionError((folder / "log").read_text())


class Page:
    """What a marker's page sends. An order stays until it is acknowledged, and is sent again to the next server."""

    def __init__(self) -> None:
        self.orders = 0
        self.pending: dict[str, Any] | None = None
        self.acknowledged: list[tuple[str, str]] = []  # handle and comment, in their order
        self.doubtful = 0  # how often the answer to an order was lost

    def mark_until_killed(self, told: dict[str, Any], after: float) -> None:
        """Send one mark after the other. The server is killed after the first one, and after so many times as long."""
        with requests.Session() as session:
            session.headers["Authorization"] = f"token {told['token']}"
            address = f"{told['url']}vaekit/marking/{NAME}/{CELL}"
            handles = [one["handle"] for one in self._ask(session, f"{address}/overview?filter=all")["texts"]]
            rubric = _rubric_version(session.get(address).text)
            began = time.monotonic()
            self._send(session, address, handles, rubric)
            wait_s = after * (time.monotonic() - began)
            killer = threading.Timer(wait_s, os.kill, (told["pid"], signal.SIGKILL))
            killer.start()
            try:
                while True:
                    self._send(session, address, handles, rubric)
            except requests.RequestException:
                killer.join()

    def _send(self, session: requests.Session, address: str, handles: list[str], rubric: str) -> None:
        if self.pending is None:
            self.orders += 1
            text = self._ask(session, f"{address}/text?handle={handles[self.orders % len(handles)]}")
            self.pending = {
                **{name: text[name] for name in ("handle", "hash", "seen", "reading")},
                "rubric": rubric,
                "levels": dict.fromkeys(
                    ("sides", "angles", "area", "reason", "limit"), LEVELS[self.orders % len(LEVELS)]
                ),
                "comments": {},
                "comment": f"{self.orders}.",
            }
        else:
            self.doubtful += 1
        self._ask(session, f"{address}/save", self.pending)
        self.acknowledged.append((self.pending["handle"], self.pending["comment"]))
        self.pending = None

    def _ask(self, session: requests.Session, address: str, order: dict[str, Any] | None = None) -> dict[str, Any]:
        method = "GET" if order is None else "POST"
        answer = session.request(method, address, json=order, timeout=START_S)
        assert answer.status_code == 200, answer.text
        said: dict[str, Any] = answer.json()
        return said


def _rubric_version(page: str) -> str:
    return page.partition('data-rubric="')[2].partition('"')[0]


def test_a_server_that_is_killed_loses_no_acknowledged_mark_and_doubles_none(course, toy_kit, tmp_path):
    chance, page = random.Random(11), Page()
    book = MarkBook.opened(course, TOY, rubrics_in(course / "source" / NAME))
    for number in range(KILLS):
        with server(course, toy_kit, tmp_path / str(number)) as told:
            page.mark_until_killed(told, 4 * chance.random())
        expect_what_was_acknowledged(book, course, page)
    with server(course, toy_kit, tmp_path / "last") as told:
        page.mark_until_killed(told, 1)
    expect_what_was_acknowledged(book, course, page)
    assert len(page.acknowledged) > KILLS
    assert page.doubtful > 0
    book.close()


def expect_what_was_acknowledged(book: MarkBook, course: Path, page: Page) -> None:
    """Each mark that the page knows of is there once, whole; of the one on its way, nothing or all."""
    with closing(sqlite3.connect(course / "gradebook.db")) as gradebook:
        assert gradebook.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    sent = [comment for _, comment in page.acknowledged]
    assert len(set(sent)) == len(sent)
    last = dict(page.acknowledged)
    on_its_way = [] if page.pending is None else [page.pending["comment"]]
    entries = book.entries(CELL)
    written = Counter(event.student for event in book.store.history(CELL) if event.kind is Change.SAVED)
    assert written.total() - len(sent) in range(len(on_its_way) + 1)
    for entry in entries:
        if entry.mark is None:
            assert (entry.state, entry.grade.manual, entry.grade.waiting) == (State.UNMARKED, None, True)
            assert not written[entry.student]
        else:
            assert entry.mark.comment in [*last.values(), *on_its_way]
            assert entry.mark.version == written[entry.student]
            assert (entry.grade.manual, entry.grade.waiting) == (entry.mark.score, False)
            assert str(entry.grade.comment).endswith(f"\n{entry.mark.comment}")
    found = {entry.mark.comment for entry in entries if entry.mark is not None}
    lost = set(last.values()) - found
    assert len(lost) <= len(on_its_way)  # the one on its way may stand in the place of an earlier one
