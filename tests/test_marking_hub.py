"""Two markers at once, on a real JupyterHub, with accounts and browsers of their own and one course."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from answers import ROOT, edited, run
from chromium import NEEDED, chromium
from desks import Person
from hub import Hub, hub, lacking, log_in
from marking_page import Marker
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

pytestmark = [*NEEDED, pytest.mark.slow]
NAME, CELL = "beta-vae", "trade-writeup"
ACCOUNTS = ("vaekit-marker-a", "vaekit-marker-b")
STUDENTS = [f"student{number}" for number in range(6)]


@pytest.fixture(scope="module")
def course(starts, tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("hub") / "course"
    run("vaekit", "init", root, "--assignment", NAME, cwd=root.parent)
    release = ROOT / "release" / NAME / f"{NAME}.ipynb"
    for student in STUDENTS:
        answer = {CELL: f"As the weight grows the divergence falls, says {student}."}
        edited(release, root / "submitted" / student / NAME / f"{NAME}.ipynb", answer)
    run("vaekit", "grade", "submitted", cwd=root)
    return root


def marker_of(browser: webdriver.Chrome, one: Hub, name: str) -> Marker:
    desk = log_in(Person(browser, name, one.folder.parent), one, "vaekit/marking/")
    return Marker(browser, desk, CELL, NAME)


def test_two_markers_share_the_texts_and_each_mark_has_its_markers_name(course, tmp_path):
    if lacking():
        pytest.skip(str(lacking()))
    with hub(*ACCOUNTS) as one, contextlib.ExitStack() as stack:
        place = one.folder / "course"
        shutil.copytree(course, place)
        for path in (place, *place.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        one.configure(f"c.CourseDirectory.root = {str(place)!r}")
        browsers = [stack.enter_context(chromium(tmp_path / name)) for name in ACCOUNTS]
        markers = [marker_of(browser, one, name) for browser, name in zip(browsers, ACCOUNTS, strict=True)]
        numbers = [marker.sees_a_text() for marker in markers]
        assert len(set(numbers)) == 2
        for marker, number in zip(markers, numbers, strict=True):
            marker.keys(*"aba", Keys.ENTER)
            marker.see(f"Saved: text {number}, 5 points.")
        with contextlib.closing(sqlite3.connect(place / "gradebook.db")) as book:
            tables = [
                row[0]
                for row in book.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'vaekit%'"
                )
            ]
            written = str([book.execute(f"SELECT * FROM {table}").fetchall() for table in tables])
        assert all(name in written for name in ACCOUNTS)
