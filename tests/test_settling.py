"""Settling double marks: what a marker is shown of them, what is written, and the page in a real Chromium."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import NEEDED, contrast, serious
from marked_course import Desk
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
from rendering import faults, media, must_be_scrolled
from selenium.webdriver.common.keys import Keys
from toy import TOY

from autograder.authoring.rubric import read_rubric
from autograder.course.gradebook.marks.desk_tables import version_of
from autograder.marking.beside import Beside
from autograder.marking.desk.marking_table import MarkingTable
from autograder.marking.desk.settling import SettlingTable
from autograder.marking.marks.store import MarkBook
from autograder.records.errors import KitError
from autograder.records.marking.marks import Change, Choices, Conflict, Reading, Reason, Suggestion

TEXTS = {
    "ada": "Squares have four equal sides.",
    "bo": "Each angle of it is right.",
    "cy": "Two sides meet in each corner.",
    "di": "Squares have four equal sides.",
}
FULL = dict.fromkeys(("sides", "angles", "area", "reason", "limit"), "full")
NEAR = FULL | {"limit": "half"}  # 1 point less
FAR = FULL | {"sides": "none", "angles": "half"}  # 3 points less


@pytest.fixture(scope="module")
def course(starts, toy_course: Path, toy_kit: Path, tmp_path_factory) -> Path:
    return marked_course(toy_course, toy_kit, tmp_path_factory.mktemp("settled") / "course", TEXTS)


@pytest.fixture
def book(course: Path) -> Iterator[MarkBook]:
    forget_marks(course)
    source = course / "source" / "toy" / f"{CELL}.rubric.toml"
    made = MarkBook.opened(course, TOY, {CELL: read_rubric(source)})
    yield made
    made.close()


@pytest.fixture
def settling(course: Path, book: MarkBook) -> SettlingTable:
    return SettlingTable(book, book.rubric(CELL), Beside(course / "submitted", course, TOY))


def mark_twice(book: MarkBook, second: dict[str, dict[str, str]], comment: str = "") -> None:
    """Mia gives all levels, then Noa these to each student that is named."""
    for student, levels in second.items():
        book.save(book.entry(CELL, student), "mia", FULL, {"limit": comment} if comment else {}, "Well done.")
        book.save(book.entry(CELL, student), "noa", levels, {}, "", reading=Reading.SECOND)


def shown(settling: SettlingTable, student: str, marker: str = "mia") -> dict[str, Any]:
    return settling.text(handle(settling, student), marker)


def handle(settling: SettlingTable, student: str) -> str:
    table = MarkingTable(settling._book, settling.rubric, settling._beside)
    every = [one["handle"] for one in table.overview("", "all")["texts"]]
    return next(one for one in every if table.name(one) == student)


def order(text: dict[str, Any], levels: dict[str, str], **more: Any) -> dict[str, Any]:
    """What the page sends."""
    sent = {name: text[name] for name in ("handle", "hash", "seen", "pair")}
    return {**sent, "levels": levels, "comments": {}, "comment": "", **more}


def words_in_formgrader(course: Path) -> dict[str, str | None]:
    query = (
        "SELECT a.student_id, c.manual_comment FROM comment c JOIN base_cell b ON c.cell_id = b.id JOIN "
        "submitted_notebook n ON c.notebook_id = n.id JOIN submitted_assignment a ON n.assignment_id = a.id "
        "WHERE b.name = ?"
    )
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as gradebook:
        return dict(gradebook.execute(query, (CELL,)).fetchall())


# --- what is shown


def test_those_that_differ_most_come_first_with_the_agreement_for_each_criterion(settling, book):
    mark_twice(book, {"ada": NEAR, "bo": FAR, "cy": FULL})
    found = settling.overview("mia")
    lines = [(one["apart"], one["differ"], one["open"]) for one in found["texts"]]
    assert lines == [(3, ["Sides", "Angles"], True), (1, ["Limit"], True), (0, [], False)]
    assert found["open"] == 2
    agreed = {one["criterion"]: (one["pairs"], round(one["same"], 2), one["kappa"]) for one in found["agreement"]}
    assert agreed["area"] == (3, 1.0, None)  # one level for all: a kappa says nothing
    assert agreed["sides"] == (3, 0.67, 0.0)


def test_both_marks_stand_beside_the_text(settling, book):
    mark_twice(book, {"bo": FAR}, "Which limit?")
    text = shown(settling, "bo", "noa")
    assert "Each angle of it is right." in text["html"]
    assert (text["first"]["marker"], text["first"]["levels"]) == ("mia", FULL)
    assert (text["second"]["marker"], text["second"]["levels"]) == ("noa", FAR)
    assert (text["differ"], text["apart"], text["settled"]) == (["sides", "angles"], 3, None)
    assert text["first"]["comments"] == {"limit": "Which limit?"}


def test_who_has_to_give_a_second_mark_sees_neither_that_text_nor_one_that_is_the_same(settling, book):
    book.store.choose(CELL, Choices(second_share=1.0))
    mark_twice(book, {"ada": FAR, "bo": NEAR})
    book.save(book.entry(CELL, "cy"), "mia", FULL)
    book.save(book.entry(CELL, "di"), "mia", FULL)  # word for word Ada's, and Noa has not marked it yet
    assert [one["differ"] for one in settling.overview("noa")["texts"]] == [["Limit"]]
    for student in ("ada", "cy", "di"):
        with pytest.raises(KitError, match="no two marks that you may see"):
            shown(settling, student, "noa")
    assert [one["differ"] for one in settling.overview("mia")["texts"]] == [["Sides", "Angles"], ["Limit"]]
    book.save(book.entry(CELL, "di"), "noa", FULL, reading=Reading.SECOND)
    assert len(settling.overview("noa")["texts"]) == 3


def test_a_text_that_somebody_settles_is_told_to_others_until_it_is_let_go(settling, book):
    mark_twice(book, {"bo": FAR})
    text = shown(settling, "bo")
    kept = {"texts": [{name: text[name] for name in ("handle", "seen", "reading", "pair")}]}
    assert (text["held"], shown(settling, "bo", "noa")["held"]) == ([], ["mia"])
    assert settling.renew("mia", kept) == {"lost": {}}
    assert settling.renew("noa", kept)["lost"][text["handle"]].startswith("mia has it open now")
    settling.skip("mia", {"handle": text["handle"]})
    assert settling.renew("noa", kept) == {"lost": {}}
    book.save(book.entry(CELL, "bo"), "mia", NEAR)
    assert "One of its two marks has changed" in settling.renew("noa", kept)["lost"][text["handle"]]


# --- what is written


def test_what_is_settled_counts_with_both_marks_and_the_history_kept(settling, book, course):
    mark_twice(book, {"bo": FAR})
    agreed = FULL | {"sides": "half"}
    text = shown(settling, "bo", "noa")
    rubric = settling.rubric.version
    after = settling.save("noa", order(text, agreed, rubric=rubric, comment="See the sides."))
    assert (after["open"], after["texts"][0]["settled"]) == (0, {"marker": "noa", "score": 9})
    entry = book.entry(CELL, "bo")
    levels = {reading: mark.levels for reading, mark in entry.marks.items()}
    assert levels == {Reading.FIRST: FULL, Reading.SECOND: FAR, Reading.SETTLED: agreed}
    assert scores(course)["bo"] == 9
    assert "See the sides." in str(words_in_formgrader(course)["bo"])
    kinds = [(one.kind, one.reading, one.marker) for one in book.history(CELL, "bo")]
    assert kinds[-1] == (Change.SETTLED, Reading.SETTLED, "noa")
    assert len(kinds) == 3


def test_a_settled_mark_that_is_taken_back_leaves_points_and_comment_of_the_first(settling, book, course):
    mark_twice(book, {"bo": FAR})
    before = words_in_formgrader(course)["bo"]
    rubric = settling.rubric.version
    settling.save("noa", order(shown(settling, "bo"), FAR, rubric=rubric, comment="Read again."))
    book.save(
        book.entry(CELL, "ada"), "noa", FULL
    )  # a first mark, which the page of double marks does not take back
    text = settling.undo("noa")
    assert (text["settled"], scores(course)["bo"], scores(course)["ada"]) == (None, 10, 10)
    assert words_in_formgrader(course)["bo"] == before
    assert settling.undo("noa") is None
    settling.save("noa", order(text, FAR, rubric=rubric, comment="And again."))
    assert scores(course)["bo"] == 7
    assert "And again." in str(words_in_formgrader(course)["bo"])
    assert Change.OUTSIDE not in [one.kind for one in book.history(CELL, "bo")]


@pytest.mark.parametrize("changed", ["first", "second", "settled", "formgrader", "rubric"])
def test_what_has_changed_since_is_told_and_nothing_is_written(settling, book, course, changed):
    mark_twice(book, {"bo": FAR})
    sent = order(shown(settling, "bo"), NEAR, rubric=settling.rubric.version)
    other = FULL | {"area": "half", "angles": "full"}
    if changed in ("first", "second"):
        reading = Reading[changed.upper()]
        book.save(book.entry(CELL, "bo"), "mia" if changed == "first" else "noa", other, reading=reading)
    elif changed == "settled":
        settling.save("noa", sent | {"levels": other})
    elif changed == "rubric":
        sent["rubric"] = "another"
    else:
        with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as gradebook:
            gradebook.execute("UPDATE grade SET manual_score = 4 WHERE manual_score = 10")
            gradebook.commit()
    before = scores(course)
    with pytest.raises(Conflict):
        settling.save("mia", sent)
    assert scores(course) == before


def test_the_class_report_tells_how_far_the_marking_is_and_who_agrees(book, course, toy_kit):
    mark_twice(book, {"ada": NEAR, "bo": FAR})
    now = book.entry(CELL, "bo")
    version, reasons = version_of(book.rubric(CELL)), {key: Reason("", "so it is") for key in FULL}
    book.store.suggest(Suggestion("bo", CELL, "my-model", NEAR, reasons, now.hash, version, 1.0))
    desk = Desk(course, toy_kit, "vaekit")
    desk.command(
        "vaekit", "report", "submitted", "--json", "numbers.json", "--desk", "https://hub.example.org/user/mia"
    )
    (text,) = json.loads((course / "numbers.json").read_text())["texts"]
    assert (text["title"], text["done"], text["left"], text["to_settle"]) == ("Task 9: squares", 2, 2, 2)
    same = {one["criterion"]: (one["pairs"], one["same"]) for one in text["markers"]}
    assert (same["sides"], same["area"]) == ((2, 0.5), (2, 1.0))
    suggested = {one["criterion"]: one["same"] for one in text["readers"]["my-model"]}
    assert suggested == dict.fromkeys(FULL, 1.0) | {"limit": 0.0}
    page = (course / "report.html").read_text()
    assert f"vaekit mark --course {course}" in page
    assert 'href="https://hub.example.org/user/mia/vaekit/marking/"' in page


# --- the page


@pytest.fixture(scope="module")
def served(course: Path, toy_kit: Path, tmp_path_factory) -> Iterator[str]:
    with desk_server(course, toy_kit, tmp_path_factory.mktemp("log") / "log") as (url, _):
        yield url


@pytest.fixture
def settler(browser, served, book) -> Marker:
    """Somebody who settles double marks in a browser."""
    mark_twice(book, {"ada": NEAR, "bo": FAR, "cy": FULL}, "Which limit?")
    person = Marker(browser, served)
    browser.execute_script("localStorage.clear()")
    person.sees_a_text()
    person.click(".title a[href$='/settle/']")
    person.see("3 texts marked by two, 2 to settle", "#progress")
    return person


class TestPage:
    pytestmark = NEEDED

    def test_double_marks_are_settled_by_keys_and_the_widest_difference_comes_first(self, settler, course):
        assert settler.words("#lines").split("\n")[0].split("\t")[1:] == [
            "mia: 10, noa: 7",
            "3",
            "Sides, Angles",
            "no",
        ]
        assert settler.words("#agreement tbody tr:nth-child(3)").split("\t") == ["Area", "3", "100 %", "–"]
        settler.keys(Keys.ENTER)
        settler.see("3 points apart", "#state")
        settler.see("Each angle of it is right.", "#text")
        assert settler.chosen() == ["full"] * 3  # where both agree
        assert settler.words("fieldset:nth-of-type(1) legend").endswith("differs")
        settler.keys("1", "b", Keys.ENTER)
        settler.see("No level is chosen for Angles", "#alert")
        settler.keys("a", Keys.ENTER)
        settler.see("1 point apart", "#state")
        assert scores(course)["bo"] == 9
        settler.keys("y")  # the whole second mark
        assert settler.chosen() == [*["full"] * 4, "half"]
        settler.keys(Keys.ENTER)
        settler.see("Nothing is left to settle.", "#saved")
        assert scores(course) == {"ada": 9, "bo": 9, "cy": 10, "di": None}
        settler.keys("u")
        settler.see("10 points count again", "#saved")
        assert scores(course)["ada"] == 10

    def test_a_mark_that_changed_meanwhile_is_told_and_kept(self, settler, book, course):
        settler.keys(Keys.ENTER)
        settler.see("3 points apart", "#state")
        book.save(book.entry(CELL, "bo"), "mia", NEAR)
        settler.keys("x", Keys.ENTER)
        settler.see("was not settled. One of the two marks has changed", "#alert")
        assert scores(course)["bo"] == 9

    def test_a_text_that_is_open_is_kept_with_what_is_chosen_and_what_changes_meanwhile_is_told(
        self, settler, book, course
    ):
        with short_minutes(settler.browser):
            settler.browser.refresh()
            settler.see("2 to settle", "#progress")
            settler.keys(Keys.ENTER)
            settler.see("3 points apart", "#state")
            settler.keys("1", "b")
            until = f"{CLAIMS} AND reading = {Reading.SETTLED.value}"
            sql(course, "UPDATE vaekit_claim SET until = 1")
            settler.until(lambda: [time > 1 for _, time in sql(course, until)] == [True])
            settler.browser.refresh()
            settler.see("2 to settle", "#progress")
            settler.keys(Keys.ENTER)
            settler.see("is chosen again; it is not settled yet", "#saved")
            assert settler.chosen() == ["half", *["full"] * 3]
            book.save(book.entry(CELL, "bo"), "mia", NEAR)
            settler.see("One of its two marks has changed", "#lost")
            assert settler.chosen() == ["half", *["full"] * 3]

    def test_the_list_of_texts_leads_there(self, settler, served):
        settler.browser.get(served)
        settler.see("3 marked by two, 2 to settle")
        settler.click("a[href$='/settle/']")
        settler.see("Text", "#lines")

    @pytest.mark.parametrize("width", [320, 390, 1280])
    def test_the_list_fits_a_phone_and_a_desk(self, settler, width):
        media(settler.browser, width=width)
        try:
            assert faults(settler.browser) == {}
            assert must_be_scrolled(settler.browser) == []
            assert not serious(settler.browser)
        finally:
            settler.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    @pytest.mark.parametrize("form", ["light", "dark"])
    def test_axe_finds_nothing_serious_and_every_text_can_be_read(self, settler, form):
        features = [{"name": "prefers-color-scheme", "value": form}]
        settler.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        assert not serious(settler.browser)
        assert contrast(settler.browser, "#main") >= 4.5
        settler.keys(Keys.ENTER)
        settler.see("3 points apart", "#state")
        assert not serious(settler.browser)
        assert contrast(settler.browser, "#pair") >= 4.5
