"""What the desk answers a page: two markers at one text, texts that are the same, second marks, what stands beside."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from marked_course import Desk
from test_marking_store import ESSAY, FAIR, GOOD, RUBRIC
from toy import TOY

from autograder.grading.kept_settings import keep_settings
from autograder.grading.results.store import Store, results_folder
from autograder.grading.settings import Settings
from autograder.handin.find_submissions import find_submissions
from autograder.handin.shared_training_runs import with_foreign_evidence
from autograder.marking.beside import Beside
from autograder.marking.desk.marking_table import MarkingTable
from autograder.marking.desk.training import TrainingTable
from autograder.marking.marks.store import MarkBook
from autograder.records.errors import KitError
from autograder.records.exhibit import Exhibit
from autograder.records.marking.marks import Choices, Conflict, Reading, State
from autograder.records.marking.training import Training, TrainingText
from autograder.records.settings import Kind, Limits


@pytest.fixture
def desk(graded_toys: Path, toy_kit: Path, tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(graded_toys, tmp_path / "course"), toy_kit, "vaekit")


@pytest.fixture
def book(desk: Desk) -> Iterator[MarkBook]:
    made = MarkBook.opened(desk.root, TOY, {ESSAY: RUBRIC})
    yield made
    made.close()


@pytest.fixture
def table(desk: Desk, book: MarkBook) -> MarkingTable:
    return MarkingTable(book, RUBRIC, Beside(desk.root / "submitted", desk.root, TOY))


def handles(table: MarkingTable) -> dict[str, str]:
    """The handles of texts, by student."""
    return {table.name(one["handle"]): one["handle"] for one in table.overview("", "all")["texts"]}


def order(text: dict[str, Any], levels: dict[str, str] = FAIR, **more: Any) -> dict[str, Any]:
    """What a page sends for the text that it shows."""
    shown = {name: text[name] for name in ("handle", "hash", "seen", "reading")}
    return {**shown, "rubric": RUBRIC.version, "levels": levels, **more}


def scores(book: MarkBook) -> dict[str, float | None]:
    return {one.student: one.grade.manual for one in book.entries(ESSAY)}


# --- texts that are the same


def test_texts_that_are_the_same_are_marked_together(table, book):
    text = table.text(handles(table)["ada"], "mia")
    table.save("mia", order(text, also=text["identical"]))
    assert scores(book) == {"ada": 7.5, "cy": 7.5, "bo": None, "di": None}
    table.save("mia", order(text, also=text["identical"]))  # the answer was lost
    assert len(book.history(ESSAY, "cy")) == 1


@pytest.mark.parametrize("by", ["another marker", "formgrader"])
def test_what_was_marked_meanwhile_is_not_written_over_and_nothing_is_written(desk, table, book, by):
    text = table.text(handles(table)["ada"], "mia")
    if by == "formgrader":
        desk.mark("cy", essay=3)
    else:
        book.save(book.entry(ESSAY, "cy"), "noa", GOOD)
    before = scores(book)
    with pytest.raises(Conflict):
        table.save("mia", order(text, also=text["identical"]))
    assert scores(book) == before
    assert table.text(handles(table)["ada"], "mia")["identical"] == []


def test_a_mark_and_the_next_text_take_one_connection_to_the_gradebook(table, book):
    opened = []
    sqlalchemy.event.listen(book.store._database._engine, "connect", lambda *one: opened.append(one))

    def mark_one() -> int:
        opened.clear()
        text = table.next("mia")
        table.save("mia", order(text))
        return len(opened)

    alone = mark_one()
    with book.store.one_connection():
        assert mark_one() == 1 < alone
    assert mark_one() > 1  # each transaction has its own again
    assert sorted(filter(None, scores(book).values())) == [7.5] * 3


# --- second marks


def test_a_second_mark_that_is_taken_back_is_shown_blind_and_is_given_again_as_a_second_one(table, book):
    book.store.choose(ESSAY, Choices(second_share=1.0))
    for one in book.entries(ESSAY):
        book.save(one, "mia", FAIR, comment="Well done.")
    text = table.next("noa")
    assert text["reading"] == Reading.SECOND
    table.save("noa", order(text, GOOD))
    again = table.undo("noa")
    assert (again["handle"], again["reading"], again["mark"]) == (text["handle"], Reading.SECOND, None)
    assert (again["state"], again["why"], again["identical"]) == (State.UNMARKED, "", [])
    student = table.name(text["handle"])
    assert [(one.marker, one.reading) for one in book.entry(ESSAY, student).claims] == [("noa", Reading.SECOND)]
    table.save("noa", order(again, GOOD))
    entry = book.entry(ESSAY, student)
    assert (entry.marks[Reading.FIRST].marker, entry.marks[Reading.SECOND].marker) == ("mia", "noa")
    assert entry.grade.manual == 7.5


def test_a_mark_that_is_not_due_is_refused_and_nothing_is_written(table, book):
    ada = handles(table)["ada"]
    text = table.text(ada, "mia")
    second, settled = ({"reading": one, "seen": "0"} for one in (Reading.SECOND, Reading.SETTLED))
    with pytest.raises(KitError, match="has no first mark"):
        table.save("mia", order(text) | second)
    table.save("mia", order(text))
    with pytest.raises(KitError, match="You gave this text its first mark"):
        table.save("mia", order(text) | second)
    with pytest.raises(KitError, match="Nobody has settled on a mark"):
        table.save("noa", order(text) | settled)
    assert [one.marker for one in book.history(ESSAY, "ada")] == ["mia"]
    table.save("noa", order(text, GOOD) | second)
    assert book.entry(ESSAY, "ada").marks[Reading.SECOND].marker == "noa"


# --- texts that a marker has taken


@pytest.mark.parametrize("sign", ["next", "save"])
def test_each_sign_of_life_keeps_a_markers_texts_for_longer(table, book, sign):
    text = table.text(handles(table)["bo"], "mia")
    for student in ("ada", "di"):
        book.claim(book.entry(ESSAY, student), "mia", lease_s=0)
    if sign == "next":
        table.next("mia", {"have": list(handles(table).values())})
    else:
        table.save("mia", order(text))
    for student in ("ada", "di"):
        assert not book.claim(book.entry(ESSAY, student), "noa")


def test_a_page_that_is_looked_at_keeps_its_texts_and_tells_which_are_lost_and_why(table, book):
    shown = {student: table.text(handle, "mia") for student, handle in handles(table).items()}
    book.store.release("mia", ESSAY, "ada")
    assert book.claim(book.entry(ESSAY, "ada"), "noa")
    book.save(book.entry(ESSAY, "bo"), "noa", GOOD)
    book.claim(book.entry(ESSAY, "cy"), "mia", lease_s=0)
    texts = [{name: text[name] for name in ("handle", "seen", "reading")} for text in shown.values()]
    lost = table.renew("mia", {"texts": [*texts, {"handle": "x", "seen": "", "reading": 1}]})["lost"]
    assert lost == {
        shown["ada"]["handle"]: "noa has it open now, as nobody was at this page for a while.",
        shown["bo"]["handle"]: "noa has changed its mark since you opened it, so that yours will not be written.",
        "x": "It is not there any more.",
    }
    assert not book.claim(book.entry(ESSAY, "cy"), "noa")


def test_a_page_that_is_closed_lets_go_of_its_own_texts_alone(table, book):
    book.claim(dataclasses.replace(book.entry(ESSAY, "ada"), cell="sketch"), "mia")
    for student in ("ada", "bo"):
        book.claim(book.entry(ESSAY, student), "mia")
    table.skip("mia", {"handle": handles(table)["ada"]})
    assert book.claim(book.entry(ESSAY, "ada"), "noa")
    assert not book.claim(book.entry(ESSAY, "bo"), "noa")
    table.release("mia")
    assert book.claim(book.entry(ESSAY, "bo"), "noa")
    assert not book.claim(dataclasses.replace(book.entry(ESSAY, "ada"), cell="sketch"), "noa")


def test_a_text_that_is_gone_can_be_opened(desk, table, book):
    book.save(book.entry(ESSAY, "bo"), "mia", GOOD)
    desk.command("nbgrader", "db", "student", "remove", "bo", "--force")
    text = table.text(handles(table)["bo"], "noa")
    assert (text["state"], text["mark"]["levels"]) == (State.GONE, GOOD)


def test_the_flag_of_another_marker_stays(table, book):
    handle = handles(table)["ada"]
    assert table.flag("mia", {"handle": handle, "note": ""}) == {"flagged": True}
    assert table.flag("noa", {"handle": handle, "note": None}) == {"flagged": True}
    assert table.flag("mia", {"handle": handle}) == {"flagged": False}


def test_letters_are_shown_in_the_order_in_which_they_were_written(desk, table):
    """As a second reader gets them."""
    desk.hand_in("ada", essay="Squares &#x202e;are\u202e round\u2066.", sketch="cube = 8")
    desk.grade()
    assert "Squares are round." in table.text(handles(table)["ada"], "mia")["html"]


# --- orders that no page sends


ODD = (
    None,
    5,
    -1,
    1e300,
    True,
    "",
    "x" * 100_000,
    "\ud800\0",
    [],
    [5],
    {},
    {"x": 5},
    [{}],
)  # in the place of a field


def refused_or_answered(work: Callable[[], Any]) -> None:
    """Any other error than the kit's own would be a status 500 for the page."""
    with contextlib.suppress(KitError):
        work()


@pytest.mark.parametrize("value", ODD, ids=lambda value: ascii(value)[:20])
def test_an_order_with_an_odd_field_is_refused_and_nothing_is_written(table, book, value):
    text = table.text(handles(table)["ada"], "mia")
    sound = order(text) | {"comments": {}, "also": []}
    for name in ("reading", "also", "levels", "comments", "handle", "rubric", "hash", "seen"):
        if value != sound[name]:
            with pytest.raises(KitError):
                table.save("mia", sound | {name: value})
    for sent in (
        {"have": value},
        {"alike": value},
        {"handle": value, "note": ""},
        {"handle": text["handle"], "note": value},
    ):
        for act in (table.next, table.flag, table.skip, table.renew):
            refused_or_answered(lambda act=act, sent=sent: act("mia", sent))
    assert set(scores(book).values()) == {None}


@pytest.mark.parametrize("name", ["handle", "levels", "rubric", "hash", "seen"])
def test_an_order_without_a_field_is_refused(table, book, name):
    sound = order(table.text(handles(table)["ada"], "mia"))
    with pytest.raises(KitError):
        table.save("mia", {key: value for key, value in sound.items() if key != name})
    assert set(scores(book).values()) == {None}


@pytest.mark.parametrize("value", [5, ["x"], {"x": "y"}, None, True])
def test_a_comment_that_is_no_text_is_refused(table, book, value):
    text = table.text(handles(table)["ada"], "mia")
    with pytest.raises(KitError, match=r"can't read .*comment"):
        table.save("mia", order(text, comment=value))
    assert set(scores(book).values()) == {None}


def test_a_text_that_is_named_twice_in_one_order_is_refused(table, book):
    text = table.text(handles(table)["ada"], "mia")
    own = {"handle": text["handle"], "seen": text["seen"]}
    with pytest.raises(KitError, match="twice"):
        table.save("mia", order(text, also=[own]))
    assert set(scores(book).values()) == {None}


# --- training


def trained(root: Path, *keys: str) -> TrainingTable:
    texts = tuple(TrainingText(key, f"The {key} text.", GOOD, GOOD) for key in keys)
    return TrainingTable(root, "toy", RUBRIC, Training("A run.", texts))


@pytest.fixture
def training(tmp_path: Path) -> TrainingTable:
    return trained(tmp_path, "first", "second")


@pytest.mark.parametrize("value", ODD, ids=lambda value: ascii(value)[:20])
def test_an_odd_order_to_a_training_page_is_refused(training, value):
    sound = {"handle": "first", "levels": GOOD}
    for act in (training.next, training.flag, training.skip, training.save, training.renew):
        for sent in (
            {},
            {"have": value},
            {"handle": value},
            sound | {"levels": value},
            sound | {"levels": {"clear": value}},
        ):
            refused_or_answered(lambda act=act, sent=sent: act("mia", sent))
    assert training.overview("mia")["done"] == 0
    assert training.skip("mia", {"handle": "first"}) == {}
    with pytest.raises(KitError, match="not there any more"):
        training.skip("mia", {"handle": "third"})


@pytest.mark.parametrize("content", ["{", "[]", '{"first": 5}', '{"first": {"clear": 5}}', '"x"'])
def test_damaged_progress_is_told_and_is_not_written_over(training, tmp_path, content):
    training.save("mia", {"handle": "first", "levels": GOOD})
    (path,) = tmp_path.rglob("mia-*.json")
    path.write_text(content)
    for act in (
        lambda: training.save("mia", {"handle": "second", "levels": FAIR}),
        lambda: training.overview("mia"),
    ):
        with pytest.raises(KitError, match=r"mia-\w+\.json, is damaged .*Nothing was written"):
            act()
    assert path.read_text() == content


def test_progress_with_texts_that_the_file_has_no_more_is_kept(training, tmp_path):
    training.save("mia", {"handle": "first", "levels": GOOD})
    fewer = trained(tmp_path, "second")
    fewer.save("mia", {"handle": "second", "levels": FAIR})
    assert fewer.overview("mia")["done"] == 1
    assert training.overview("mia")["done"] == 2


def test_a_training_text_that_is_gone_is_told_to_a_page_that_shows_it(training, tmp_path):
    fewer = trained(tmp_path, "second")
    sent = {"texts": [{"handle": key, "seen": "", "reading": 1} for key in ("first", "second")]}
    assert training.renew("mia", sent) == {"lost": {}}
    assert fewer.renew("mia", sent) == {"lost": {"first": "It is not there any more."}}


@pytest.mark.parametrize("other", ["m:a", "m a", "M/a", "m/a/", "mä", "m" * 300])
def test_names_that_differ_only_in_odd_characters_have_files_of_their_own(training, other):
    training.save("m/a", {"handle": "first", "levels": GOOD})
    training.save(other, {"handle": "second", "levels": FAIR})
    assert [training.overview(one)["done"] for one in ("m/a", other)] == [1, 1]
    assert training.text("first", other)["mark"] is None


def test_progress_that_an_earlier_version_kept_goes_on(training, tmp_path):
    training.save("möbius/1", {"handle": "first", "levels": GOOD})
    (path,) = tmp_path.rglob("*.json")
    earlier = path.rename(path.with_name("möbius_1.json"))
    assert training.overview("möbius/1")["done"] == 1
    training.save("möbius/1", {"handle": "second", "levels": FAIR})
    assert training.overview("möbius/1")["done"] == 2
    assert earlier.exists()


# --- what stands beside a text


def test_what_was_kept_under_another_limit_or_came_later_stands_beside_its_text(desk):
    toy = dataclasses.replace(TOY, exhibits=lambda handin: {})
    settings = Settings(Kind.BWRAP, Limits(submission_s=321.0), store=results_folder(desk.root))
    keep_settings(desk.root, toy.name, settings)
    late = desk.root / "submitted" / "eve"
    beside = Beside(desk.root / "submitted", desk.root, toy)

    def keep(student: str) -> None:
        everybody = with_foreign_evidence(find_submissions(desk.root / "submitted", toy))
        found = {one.student: one for one in everybody}
        Store(settings.store).put_exhibits(settings.key_of(found[student]), {ESSAY: [Exhibit("Losses")]})

    assert "Nothing is kept" in beside.of("ada", ESSAY)[0].note
    keep("ada")
    assert [one.title for one in beside.of("ada", ESSAY)] == ["Losses"]
    desk.hand_in("eve", essay="Squares are round.", sketch="cube = 8")
    assert late.is_dir()
    keep("eve")
    assert [one.title for one in beside.of("eve", ESSAY)] == ["Losses"]
    desk.hand_in("ada", essay="Squares have corners.", sketch="cube = 9")  # in the place of the first
    keep("ada")
    assert [one.title for one in beside.of("ada", ESSAY)] == ["Losses"]
