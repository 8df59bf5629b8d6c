"""A new marker marks training texts at the desk, and reads where and why the agreed levels are others."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import NEEDED
from marking_page import CELL, Marker, desk_server, marked_course
from selenium.webdriver.common.keys import Keys

from autograder.authoring.training_texts import ENDING

pytestmark = NEEDED
KEYS = ("sides", "angles", "area", "reason", "limit")
TEXT = """
[[texts]]
key = "{key}"
text = "{words}"
[texts.levels]
{levels}
[texts.reasons]
{reasons}
"""


def training(*texts: tuple[str, str, str]) -> str:
    return 'run = "A run of squares."\n' + "".join(
        TEXT.format(
            key=key,
            words=words,
            levels="\n".join(f'{one} = "{level}"' for one in KEYS),
            reasons="\n".join(f'{one} = "Because of the {one}."' for one in KEYS),
        )
        for key, words, level in texts
    )


@pytest.fixture(scope="module")
def course(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Path:
    made = marked_course(toy_course, toy_kit, tmp_path_factory.mktemp("trained") / "course", {"ada": "Squares."})
    content = training(("first", "All of it.", "full"), ("second", "<script>alert(1)</script> Nothing.", "none"))
    (made / "source" / "toy" / f"{CELL}{ENDING}").write_text(content)
    return made


@pytest.fixture(scope="module")
def desk(course: Path, toy_kit: Path, tmp_path_factory) -> Iterator[str]:
    with desk_server(course, toy_kit, tmp_path_factory.mktemp("log") / "log") as (url, _):
        yield url


def test_a_new_marker_learns_where_the_agreed_levels_are_others(browser, desk, course):
    base = desk.partition("?")[0]
    browser.get(desk)
    start = browser.find_element("tag name", "main").text
    assert "Training texts 0 of 2 marked by you: begin here" in start.replace("\n", " ")
    marker = Marker(browser, desk, cell=f"{CELL}/training/")
    assert marker.sees_a_text() == 1
    marker.see("All of it.", "#text")
    assert "A run of squares." in marker.words("#text")
    marker.keys("a", "a", "b", "a", "a", Keys.ENTER)
    told = marker.until(lambda: marker.words("#told"))
    assert "As agreed in 4 of 5 criteria. The agreed levels give 10 points." in told
    assert "You: a part. Agreed: all of it. Because of the area." in told
    marker.keys(Keys.ENTER)
    marker.until(lambda: "Nothing." in marker.words("#text"))
    marker.keys(*"ccccc", Keys.ENTER)
    marker.see("As agreed in 5 of 5 criteria", "#told")
    marker.keys(Keys.ENTER)
    marker.until(lambda: "Nothing is left to mark" in marker.words("#end"))
    browser.get(base)
    assert "2 of 2 marked by you" in browser.find_element("tag name", "main").text
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book:
        assert book.execute("SELECT COUNT(*) FROM grade WHERE manual_score IS NOT NULL").fetchone() == (0,)


def test_training_texts_that_do_not_fit_the_rubric_are_refused_with_the_reason(browser, desk, course):
    base, _, secret = desk.partition("?")
    path = course / "source" / "toy" / f"{CELL}{ENDING}"
    kept = path.read_text()
    try:
        path.write_text(kept.replace('area = "full"', 'area = "perhaps"', 1))
        browser.get(f"{base}toy/{CELL}/training/?{secret}")
        assert (
            "line 9: `area` of the text `first` has no level `perhaps`"
            in browser.find_element("tag name", "main").text
        )
        browser.get(f"{base}?{secret}")
        start = browser.find_element("tag name", "main").text
        assert "line 9: `area` of the text `first` has no level `perhaps`" in start
        assert "Task 9: squares" in start  # its texts can be marked meanwhile
    finally:
        path.write_text(kept)
