"""A course whose texts are marked at the desk, the desk's own server, and somebody who marks in a real browser."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from answers import grade_id
from chromium import waiting
from desks import PATIENCE_S, wait_for
from marked_course import NAME, Desk, released_course
from ports import free_port
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

CELL = "essay"
RUBRIC = "\n".join(
    [
        'title = "Task 9: squares"',
        *(
            f"""
[[criteria]]
key = "{key}"
title = "{key.capitalize()}"
summary = "what is said of it"

[[criteria.levels]]
key = "full"
points = 2
description = "all of it"
question = "Is all of it said?"

[[criteria.levels]]
key = "half"
points = 1
description = "a part"
question = "Is a part of it said?"

[[criteria.levels]]
key = "none"
points = 0
description = "nothing"
question = "Is nothing of it said?"
"""
            for key in ("sides", "angles", "area", "reason", "limit")
        ),
    ]
)


def marked_course(
    toy_course: Path, toy_kit: Path, folder: Path, texts: Mapping[str, str], attached: Any = None
) -> Path:
    """A graded course of the toy's, with a rubric for its essay and a hand-in for each text, some with attachments."""
    course = released_course(toy_course, toy_kit, folder)
    (course / "source" / NAME / f"{CELL}.rubric.toml").write_text(RUBRIC)
    desk = Desk(course, toy_kit, "vaekit")
    desk.command("vaekit", "build", NAME, "--no-solution")
    for student, words in texts.items():
        path = desk.hand_in(student, essay=words)
        if student in (attached or {}):
            notebook = nbformat.read(path, as_version=4)
            next(cell for cell in notebook.cells if grade_id(cell) == CELL)["attachments"] = attached[student]
            nbformat.write(notebook, path)
    desk.grade()
    return course


def scores(course: Path) -> dict[str, float | None]:
    query = (
        "SELECT s.student_id, g.manual_score FROM grade g JOIN base_cell c ON g.cell_id = c.id JOIN submitted_notebook n "
        "ON g.notebook_id = n.id JOIN submitted_assignment s ON n.assignment_id = s.id WHERE c.name = ?"
    )
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        return dict(book.execute(query, (CELL,)).fetchall())


def forget_marks(course: Path) -> None:
    """Take all marks out of a course's gradebook."""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'vaekit%'"
        for table in [row[0] for row in book.execute(tables)]:
            book.execute(f"DELETE FROM {table}")
        book.execute("UPDATE grade SET manual_score = NULL, needs_manual_grade = 1 WHERE cell_id IN "
                     "(SELECT id FROM base_cell WHERE name = ?)", (CELL,))  # fmt: skip
        book.execute("UPDATE comment SET manual_comment = NULL WHERE cell_id IN "
                     "(SELECT id FROM base_cell WHERE name = ?)", (CELL,))  # fmt: skip
        book.commit()


CLAIMS = f"SELECT marker, until FROM vaekit_claim WHERE cell = '{CELL}'"


def sql(course: Path, *order: str) -> list[tuple[Any, ...]]:
    """What a statement finds, or changes, in a course's gradebook."""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db", timeout=30)) as book, book:
        return book.execute(*order).fetchall()


@contextmanager
def short_minutes(browser: webdriver.Chrome) -> Iterator[None]:
    """A context in which a minute takes 0.3 s on the pages that are loaded."""
    faster = "const real = setInterval; window.setInterval = (act, ms) => real(act, ms / 200);"
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": faster})
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


@contextmanager
def desk_server(
    course: Path, kit: Path, log: Path, port: int | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of `vaekit mark`, with its secret, and the process."""
    environment = {
        "PYTHONPATH": str(kit),
        "HOME": str(course.parent),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
    }
    command = [sys.executable, "-m", "autograder", "mark", "--no-browser", f"--port={port or free_port()}"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=course, env=environment,
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        end = time.monotonic() + PATIENCE_S
        found = None
        while found is None and time.monotonic() < end and process.poll() is None:
            time.sleep(0.2)
            found = re.search(r"http://127\.0\.0\.1:\d+/vaekit/marking/\?token=\w+", log.read_text())
        assert found is not None, log.read_text()
        wait_for(found[0], lambda: process.poll() is None, PATIENCE_S)
        yield found[0], process
    finally:
        with contextlib.suppress(ProcessLookupError):  # a test has ended it
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


class Marker:
    """Somebody who marks in a browser."""

    def __init__(self, browser: webdriver.Chrome, url: str, cell: str = CELL, assignment: str = NAME) -> None:
        self.browser = browser
        base, _, token = url.partition("?")
        browser.get(url)
        browser.get(f"{base}{assignment}/{cell}?{token}")

    def until(self, found: Callable[[], Any], what: str = "") -> Any:
        return waiting(self.browser).until(lambda _: found(), message=f"{what}\n{self.words('body')[:3000]}")

    def words(self, selector: str) -> str:
        return str(
            self.browser.execute_script("return document.querySelector(arguments[0])?.innerText ?? ''", selector)
        )

    def see(self, words: str, selector: str = "body") -> None:
        self.until(lambda: words in self.words(selector), f"no {words!r} in {selector}")

    def sees_a_text(self) -> int:
        """Its number."""
        return int(self.until(lambda: re.fullmatch(r"Text (\d+)", self.words("#heading")))[1])

    def keys(self, *keys: str) -> None:
        for key in keys:
            ActionChains(self.browser).send_keys(key).perform()

    def click(self, selector: str) -> None:
        self.browser.find_element(By.CSS_SELECTOR, selector).click()

    def chosen(self) -> list[str]:
        """The levels that are chosen, by their keys."""
        script = "return [...document.querySelectorAll('[aria-checked=true]')].map(one => one.dataset.level)"
        return list(self.browser.execute_script(script))

    def comment(self) -> str:
        """The comment on the text."""
        return str(self.browser.execute_script("return document.querySelector('#comment').value"))
