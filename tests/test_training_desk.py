"""A new marker marks training texts at the desk, and reads where and why the agreed levels are others."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import NEEDED
from marking_page import CELL, Marker, desk_server, marked_course, short_minutes
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


def test_a_training_page_that_is_open_asks_for_its_texts_and_keeps_what_is_chosen(browser, desk):
    with short_minutes(browser):
        marker = Marker(browser, desk, cell=f"{CELL}/training/")
        number = marker.sees_a_text()
        marker.keys("a", "b")
        asked = "return performance.getEntriesByType('resource').some(one => one.name.endsWith('/renew'))"
        marker.until(lambda: browser.execute_script(asked))
        assert marker.words("#lost") == ""
        browser.refresh()
        marker.see(f"What you had chosen for text {number} is chosen again", "#saved")
        assert marker.chosen() == ["full", "half"]
        browser.execute_script("localStorage.clear()")


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


ODD_ORDERS = """
const done = arguments[0], api = document.body.dataset.api, found = [];
const headers = {"Content-Type": "application/json", "X-XSRFToken": document.querySelector("meta[name=xsrf]").content};
const values = [null, 5, -1, 1e300, true, "", "x", "x".repeat(1e5), "\\ud800\\0", [], [5], {}, {x: 5}, [{}]];
const bodies = ["{", "[]", "5", "null", "[".repeat(1e5), "\\xff", "{}"];
const names = ["handle", "note", "have", "alike", "texts", "levels", "comments", "comment", "reading", "also", "seen"];
for (const name of names)
  for (const value of values) bodies.push(JSON.stringify({handle: arguments[1], levels: {}, texts: [], [name]: value}));
const asked = [];
for (const what of ["next", "save", "flag", "skip", "renew", "undo", "release", "nothing"])
  for (const body of bodies) asked.push([what, {method: "POST", body, headers}]);
const questions = ["overview?filter=x", "overview?level=:", "text", "text?handle=%ff", "name?handle=x"];
for (const what of [...questions, "beside", "nothing", "save"]) asked.push([what, {}]);
(async () => {
  for (const [what, options] of asked) {
    const answer = await fetch(api + what, {credentials: "same-origin", ...options});
    const said = await answer.text();
    found.push([what, (options.body || "").slice(0, 80), answer.status, said.slice(0, 2000)]);
  }
  done(found);
})();
"""


def test_no_order_makes_the_server_fail(browser, desk):
    marker = Marker(browser, desk, cell=CELL)
    marker.sees_a_text()
    browser.set_script_timeout(120)
    handle = browser.execute_script("return current.handle")
    found = browser.execute_async_script(ODD_ORDERS.replace("arguments[1]", repr(handle)))
    assert {status for _, _, status, _ in found} <= {200, 400, 404, 409, 423}
    assert not [one for one in found if "Traceback" in one[3]]
    refused = [one for one in found if one[2] != 200 and "%ff" not in one[0]]
    assert refused
    assert all(json.loads(said)["message"].endswith(".") for *_, said in refused)
