"""The desk in a real Chromium, on the server that `vaekit mark` starts."""

from __future__ import annotations

import base64
import contextlib
import io
import os
import re
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import NEEDED, contrast, serious
from desks import Person, jupyterlab
from marking_page import (
    CELL,
    CLAIMS,
    Marker,
    desk_server,
    forget_marks,
    marked_course,
    scores,
    short_minutes,
    sql,
)
from PIL import Image
from ports import free_port
from selenium.webdriver.common.keys import Keys

pytestmark = NEEDED
HOSTILE = """<script>window.owned = 1</script><img src=x onerror="window.owned = 2"><svg onload="window.owned = 3"></svg>

[more](javascript:window.owned=4) ![t](http://127.0.0.1:9/x.png) <b id="save">no</b> Squares have **four equal** sides.
"""
TEXTS = {
    "ada": "Squares have four equal sides and four right angles.",
    "bo": "Squares have four equal sides and four right angles.",
    "cy": HOSTILE,
    "di": "للمربع أربعة أضلاع متساوية وأربع زوايا قائمة.",
    "eve": "The area is $a^2$, in code:\n\n```python\ndef area(a):\n    return a * a\n```\n",
    "fay": " ".join(f"word{n}" for n in range(2000)),
    "gus": "Each angle of it is right.",
    "hal": "Two sides meet in each corner.",
    "ivy": "![](attachment:square.png)",
}


def square() -> dict[str, dict[str, str]]:
    """An attachment of a cell: a picture of 9 by 9 pixels."""
    file = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(file, "PNG")
    return {"square.png": {"image/png": base64.b64encode(file.getvalue()).decode()}}


@pytest.fixture(scope="module")
def course(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Path:
    return marked_course(
        toy_course, toy_kit, tmp_path_factory.mktemp("marked") / "course", TEXTS, {"ivy": square()}
    )


@pytest.fixture(scope="module")
def desk(course: Path, toy_kit: Path, tmp_path_factory) -> Iterator[str]:
    with desk_server(course, toy_kit, tmp_path_factory.mktemp("log") / "log") as (url, _):
        yield url


@pytest.fixture
def marker(browser, desk, course) -> Marker:
    forget_marks(course)
    browser.get(desk.partition("?")[0] + "static/desk.css")
    browser.execute_script("localStorage.clear()")
    return Marker(browser, desk)


def show_texts_until(marker: Marker, words: str, where: str = "#text") -> None:
    for _ in TEXTS:
        marker.sees_a_text()
        if words in marker.words(where):
            return
        before = marker.words("#heading")
        marker.keys("s")
        marker.until(lambda before=before: marker.words("#heading") != before)
    raise AssertionError(words)


def test_six_keys_mark_a_text_of_five_criteria_and_bring_the_next(marker, course):
    first = marker.sees_a_text()
    marker.keys("a", "a", "b", "a", "c", Keys.ENTER)
    marker.until(lambda: marker.sees_a_text() != first)
    marker.see(f"Saved: text {first}, 7 points.")
    assert sorted(score for score in scores(course).values() if score is not None) == [7.0]
    marker.see("1 marked, 8 left")


def test_all_texts_are_marked_once_and_at_the_end_stands_how_often_each_level_was_given(marker, course):
    seen = set()
    for _ in TEXTS:
        number = marker.sees_a_text()
        assert number not in seen
        seen.add(number)
        marker.keys(*"aaaab", Keys.ENTER)
        marker.until(lambda number=number: marker.words("#heading") != f"Text {number}" or marker.browser.execute_script(
            "return !document.querySelector('#end').hidden"))  # fmt: skip
    marker.see("Nothing is left to mark")
    marker.see("9 marked, 0 left")
    assert list(scores(course).values()) == [9.0] * 9
    assert "a part\t9" in marker.words("#distribution")


def test_a_missing_level_is_told_and_nothing_is_written(marker, course):
    number = marker.sees_a_text()
    marker.keys("a", "a", Keys.ENTER)
    marker.see("No level is chosen for Area", "#alert")
    assert marker.sees_a_text() == number
    marker.keys("3", "c", "b", "b", Keys.ENTER)
    marker.see(f"Saved: text {number}, 6 points.")


def test_undo_brings_the_text_back_with_its_mark_taken_away(marker, course):
    number = marker.sees_a_text()
    marker.keys(*"ababa", Keys.ENTER)
    marker.see(f"Saved: text {number}, 8 points.")
    marker.keys("u")
    marker.see(f"Taken back: text {number}.")
    marker.until(lambda: marker.sees_a_text() == number)
    assert not [score for score in scores(course).values() if score is not None]


def test_texts_that_were_skipped_are_told_at_the_end(marker):
    for _ in TEXTS:
        before = f"Text {marker.sees_a_text()}"
        marker.keys("s")
        marker.until(lambda before=before: marker.words("#heading") != before or marker.words("#end"))
    marker.see(f"{len(TEXTS)} left: skipped", "#end")


def test_names_are_hidden_until_the_marker_asks(marker):
    marker.sees_a_text()
    page = marker.browser.page_source
    assert not [name for name in TEXTS if re.search(rf"\b{name}\b", page)]
    marker.keys("n")
    marker.until(lambda: set(marker.words("#name").split()[:1]) & set(TEXTS))


def test_a_flag_a_filter_and_a_comment_that_is_offered_again(marker):
    number = marker.sees_a_text()
    marker.keys("f")
    marker.see(f"Text {number} is flagged.")
    marker.keys("1", "m")
    marker.keys("Which sides?", Keys.ESCAPE)
    marker.keys(*"aaaaa", Keys.ENTER)
    marker.see(f"Saved: text {number}, 10 points.")
    offered = "return document.querySelector('#bank-sides option').value"
    assert marker.until(lambda: marker.browser.execute_script(offered)) == "Which sides?"
    marker.browser.execute_script(
        "const f = document.querySelector('#filter'); f.value = 'flagged'; f.dispatchEvent(new Event('change'))"
    )
    marker.until(lambda: marker.sees_a_text() == number)
    marker.until(lambda: marker.words("#list").startswith(f"{number}: 10"))
    kept = "return document.querySelector('fieldset .comment').value"
    marker.until(lambda: marker.browser.execute_script(kept) == "Which sides?")


def test_identical_texts_are_marked_together(marker, course):
    show_texts_until(marker, "word for word", "#rubric")
    marker.click("#also")
    marker.keys(*"aabbb", Keys.ENTER)
    marker.see("2 marked, 7 left")
    assert {student for student, score in scores(course).items() if score == 7} == {"ada", "bo"}


def test_a_hostile_text_runs_nothing_and_stays_where_it_is(marker):
    show_texts_until(marker, "four equal sides.")
    assert marker.browser.execute_script("return window.owned") is None
    assert (
        marker.browser.execute_script(
            "return document.querySelectorAll('#text script, #text svg, #text img').length"
        )
        == 0
    )
    assert marker.browser.execute_script("return document.querySelectorAll('#save').length") == 1
    assert (
        marker.browser.execute_script("return document.querySelectorAll('#text [href^=javascript]').length") == 0
    )


# --- what goes wrong


def test_a_locked_gradebook_is_told_and_the_mark_is_written_when_it_is_free(marker, course):
    number = marker.sees_a_text()
    fetched = "return performance.getEntriesByType('resource').filter(one => one.name.includes('beside?')).length"
    marker.until(
        lambda: marker.browser.execute_script(fetched) >= 3
    )  # else each of its questions waits for the lock
    with contextlib.closing(sqlite3.connect(course / "gradebook.db", 400, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        marker.keys(*"aaaaa", Keys.ENTER)
        marker.see(f"(text {number})", "#alert")
        marker.until(lambda: marker.sees_a_text() != number)  # the next text was at hand
        other.execute("ROLLBACK")
    marker.see(f"Saved: text {number}, 10 points.")
    assert 10 in scores(course).values()
    marker.until(lambda: marker.words("#alert") == "")


def test_a_gradebook_that_is_gone_is_told(marker, course, desk):
    marker.sees_a_text()
    away = (course / "gradebook.db").rename(course / "away.db")
    try:
        marker.browser.get(marker.browser.current_url)
        marker.see("gradebook")
        assert marker.browser.find_elements("css selector", "[role=alert]")
    finally:
        (course / "gradebook.db").unlink(missing_ok=True)
        away.rename(course / "gradebook.db")


def test_a_gradebook_that_goes_away_is_told_and_the_mark_is_written_when_it_is_back(marker, course):
    number = marker.sees_a_text()
    away = (course / "gradebook.db").rename(course / "away.db")
    try:
        marker.keys(*"abaca", Keys.ENTER)
        marker.see("it is gone, or is no gradebook", "#alert")
        assert not (course / "gradebook.db").exists()
    finally:
        away.rename(course / "gradebook.db")
    marker.see(f"Saved: text {number}, 7 points.")
    assert 7 in scores(course).values()


def test_a_rubric_that_changes_meanwhile_is_told_and_one_that_fits_no_cell_marks_nothing(marker, course):
    marker.sees_a_text()
    file = course / "source" / "toy" / f"{CELL}.rubric.toml"
    sound = file.read_text()
    try:
        file.write_text(sound.replace("points = 1\n", "points = 1.5\n", 1))
        marker.keys(*"aaaaa", Keys.ENTER)
        marker.see("The rubric has changed since this page was loaded", "#alert")
        file.write_text(sound.replace("points = 2\n", "points = 3\n", 1))
        marker.browser.get(marker.browser.current_url)
        marker.see("has 11 points and the gradebook's cell 10")
        file.write_text(sound.replace("points = 2\n", "points = nan\n", 1))
        marker.browser.get(marker.browser.current_url)
        marker.see("line 10: `points` is a number from 0 to 1000, not nan")
    finally:
        file.write_text(sound)
    assert not [score for score in scores(course).values() if score is not None]


def test_a_text_without_a_rubric_is_told(marker):
    marker.sees_a_text()
    marker.browser.get(marker.browser.current_url.replace(f"/{CELL}", "/sketch"))
    marker.see("There is no rubric for `sketch`")


def test_a_text_that_is_only_a_picture_is_shown(marker):
    show_texts_until(marker, "1 word.", "#state")
    size = "const i = document.querySelector('#text img'); return i && i.naturalWidth"
    assert marker.until(lambda: marker.browser.execute_script(size)) == 9


def test_a_second_tab_is_told_and_writes_over_nothing(marker, course):
    first = marker.browser.current_window_handle
    address = marker.browser.current_url
    number = marker.sees_a_text()
    marker.browser.switch_to.new_window("tab")
    try:
        marker.browser.get(address)
        assert marker.sees_a_text() == number
        marker.see("open in another tab", "#alert")
        marker.keys(*"ccccc", Keys.ENTER)
        marker.see(f"Saved: text {number}, 0 points.")
    finally:
        marker.browser.close()
        marker.browser.switch_to.window(first)
    marker.keys("1", "t", "Half of it.", Keys.ESCAPE, *"aaaab", Keys.ENTER)
    marker.see(f"Text {number} was not saved.", "#alert")
    assert 9 not in scores(course).values()
    reopen_refused(marker, number)
    marker.keys(Keys.ENTER)
    marker.see(f"Saved: text {number}, 9 points.")
    assert 9 in scores(course).values()
    assert not marker.browser.find_element("css selector", "#refused").is_displayed()


def reopen_refused(marker: Marker, number: int) -> None:
    """Levels that were refused are there also after the page was loaded anew, and are chosen again by one click."""
    marker.see(f"Text {number} (9 points)", "#refused")
    marker.browser.refresh()
    marker.see(f"Text {number} (9 points)", "#refused")
    marker.sees_a_text()
    marker.keys("a")  # levels of another text are set aside, not lost
    other = marker.sees_a_text()
    marker.click("#refused button")
    marker.until(lambda: marker.sees_a_text() == number)
    marker.until(lambda: marker.chosen() == [*["full"] * 4, "half"])
    assert marker.comment() == "Half of it."
    if other != number:
        marker.see(f"Text {other} (2 points). You had chosen these", "#refused")
        marker.browser.execute_script("[...document.querySelectorAll('#refused button')].at(-1).click()")
        marker.until(lambda: f"Text {other} " not in marker.words("#refused"))


# --- a text that is read for long


@pytest.fixture
def fast(marker, desk) -> Iterator[Marker]:
    with short_minutes(marker.browser):
        yield Marker(marker.browser, desk)


def test_a_page_that_is_open_keeps_its_texts(fast, course):
    fast.sees_a_text()
    fast.until(lambda: len(sql(course, CLAIMS)) == 3)  # with the two that are fetched before they are asked for
    sql(course, "UPDATE vaekit_claim SET until = 1")
    fast.until(lambda: {until > 1 for _, until in sql(course, CLAIMS)} == {True})


def test_what_is_chosen_and_not_saved_is_there_again_when_the_page_is_loaded_anew(marker, course):
    number = marker.sees_a_text()
    marker.keys("a", "b", "t", "Half of it.", Keys.ESCAPE)
    marker.browser.refresh()
    marker.see(f"What you had chosen for text {number} is chosen again", "#saved")
    assert (marker.chosen(), marker.comment()) == (["full", "half"], "Half of it.")
    assert not [score for score in scores(course).values() if score is not None]
    marker.keys("3", *"aaa", Keys.ENTER)
    marker.see(f"Saved: text {number}, 9 points.")
    marker.browser.refresh()
    assert marker.sees_a_text() != number
    assert marker.chosen() == []


def test_a_text_that_is_lost_to_another_marker_is_told_and_the_levels_stay(fast, course):
    number = fast.sees_a_text()
    fast.until(lambda: len(sql(course, CLAIMS)) == 3)
    fast.keys("a", "b")
    sql(course, "UPDATE vaekit_claim SET marker = 'noa'")
    fast.see(f"Text {number}: noa has it open now", "#lost")
    fast.until(
        lambda: {one for one, _ in sql(course, CLAIMS)} > {"noa"}
    )  # others are at hand in the place of those
    assert fast.sees_a_text() == number
    assert fast.browser.execute_script("return document.querySelectorAll('[aria-checked=true]').length") == 2
    sql(course, "DELETE FROM vaekit_claim WHERE marker = 'noa'")
    fast.until(lambda: fast.words("#lost") == "")
    fast.keys("a", "a", "a", Keys.ENTER)
    fast.see(f"Saved: text {number}, 9 points.")


def test_a_mark_survives_a_server_that_is_killed_and_a_page_of_the_one_before(browser, course, toy_kit, tmp_path):
    port = free_port()
    with desk_server(course, toy_kit, tmp_path / "log", port) as (url, process):
        marker = Marker(browser, url)
        number = marker.sees_a_text()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        marker.keys(*"abcab", Keys.ENTER)
        marker.see("The server does not answer", "#alert")
        key = browser.execute_script("return document.body.dataset.course")
        assert key  # another course at this address does not take the mark for one of its own
        assert [name for name in browser.execute_script("return Object.keys(localStorage)") if key in name]
    with desk_server(course, toy_kit, tmp_path / "log2", port) as (url, _):
        marker.see(f"Saved: text {number}, 6 points.")  # the page that was there before goes on
        assert 6 in scores(course).values()
        marker.until(lambda: marker.sees_a_text() != number)
        second = marker.sees_a_text()
        browser.delete_all_cookies()
        marker.keys(*"ccccb", Keys.ENTER)
        marker.see("or you are logged out", "#alert")
        Marker(browser, url)
        marker.see(f"Saved: text {second}, 1 points.")
    assert 1 in scores(course).values()


def test_jupyterlab_has_the_desk_in_its_menu_and_launcher(browser, course, toy_kit, tmp_path):
    with jupyterlab(course, PYTHONPATH=str(toy_kit), HOME=str(tmp_path)) as url:
        person = Person(browser, "marker", tmp_path)
        browser.get(f"{url}/lab")
        person.see(".jp-LauncherCard", "Marking desk")
        before = set(browser.window_handles)
        person.menu("Nbgrader", "Marking desk")
        (new,) = person.until(lambda: set(browser.window_handles) - before, "no new tab")
        home = browser.current_window_handle
        browser.switch_to.window(new)
        person.click("a", "Task 9: squares")
        person.see("#heading", "Text ")
        browser.close()
        browser.switch_to.window(home)


def test_an_order_without_the_token_of_the_page_is_refused(marker, course):
    marker.sees_a_text()
    answer = """const done = arguments[0]; fetch(document.body.dataset.api + 'undo', {method: 'POST', body: '{}',
      credentials: 'same-origin'}).then(answer => done(answer.status))"""
    assert marker.browser.execute_async_script(answer) == 403


@pytest.mark.parametrize("form", ["light", "dark"])
def test_axe_finds_nothing_serious_and_every_text_can_be_read(marker, form):
    features = [{"name": "prefers-color-scheme", "value": form}]
    marker.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    marker.sees_a_text()
    marker.keys("a")
    assert not serious(marker.browser)
    paper = marker.browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 25, 28)"}[form]  # as in the class report
    assert contrast(marker.browser) >= 4.5
