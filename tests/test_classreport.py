"""The class report: what it counts, what it names, what it leaves out, and that its page does nothing but be read."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from answers import NAME, RELEASE, ROOT, WRONG_SPREAD, edited, reference_cells, run
from classes import (
    ASSIGNMENT,
    EASY,
    HARD,
    ODD,
    check,
    class_of,
    graded,
    hostile_report,
    marked_texts,
    pictures_of,
    result,
    submission,
)

from autograder.classreport.class_statistics import class_report, separation
from autograder.classreport.page import Desk, page
from autograder.classreport.records import ClassReport
from autograder.classreport.similarity import LONGEST, Comparison, Pair, alike, compare, given_code
from autograder.commands.grading.report import desk_address
from autograder.commands.terminal import Status
from autograder.grading.status import GradingState, GradingStatus
from autograder.handin.find_submissions import find_submissions
from autograder.handin.read_submission import own_code
from autograder.records.errors import KitError
from autograder.records.outcomes import Outcome
from corpus.entries import entries

NOW = datetime(2026, 11, 23, 9, 30)
DESK = Desk("vaekit mark --course /courses/vae")
PASSED, FAILED, BLOCKED = Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED


def report(statuses: list[GradingStatus], **more) -> ClassReport:
    return class_report(ASSIGNMENT, statuses, more.pop("drawn", {}), **more)


def html(made: ClassReport, desk: Desk = DESK) -> str:
    return page(made, "vaekit grade submitted", "vaekit report submitted --draw", NOW, desk)


# --- what is counted ----------------------------------------------------------------------------------------------


def class_of_four() -> list[GradingStatus]:
    """Ada has all of `sampling`; Bo and Cy share a mistake and Cy has another; Di wrote nothing."""
    spread = "log-variance-as-standard-deviation"
    rows = {
        "ada": [check("a", 10, PASSED), check("b", 5, PASSED)],
        "bo": [check("a", 10, PASSED), check("b", 5, FAILED, "expected 1.5, but got 2.25.", spread)],
        "cy": [check("a", 10, FAILED, "z has 3 rows."), check("b", 5, FAILED, "expected 1, but got 9.", spread)],
        "di": [check("a", 10, BLOCKED, "Not written."), check("b", 5, BLOCKED, "Not written.")],
    }
    losses = {"ada": PASSED, "bo": PASSED, "cy": FAILED, "di": FAILED}
    return graded(
        *(
            result(name, {"sampling": checks, "losses": [check("c", 20, losses[name], "z has 4 rows.")]})
            for name, checks in rows.items()
        )
    )


def test_tasks_and_checks_are_counted():
    made = report(class_of_four())
    sampling, losses, *rest = made.tasks
    assert made.scores == {"ada": 35, "bo": 30, "cy": 0, "di": 0}
    assert made.median == 15
    assert (sampling.mean, sampling.full, sampling.untouched, sampling.lost) == (6.25, 1, 1, 35)
    assert (losses.mean, losses.full, losses.untouched, losses.lost) == (10, 2, 0, 40)
    assert sum(task.lost_share for task in made.tasks) == pytest.approx(1)
    assert all(task.lost == task.points * 4 for task in rest)
    first, second = sampling.checks
    assert (first.passed, first.failed, first.unanswered, first.lost) == (2, 1, 1, 20)
    assert (second.passed, second.failed, second.unanswered, second.lost) == (1, 2, 1, 15)
    assert [words.students for words in second.words] == [("bo", "cy"), ("di",)]


def test_mistakes_go_by_the_number_of_students_and_messages_that_differ_in_numbers_are_one():
    made = report(class_of_four())
    (spread,) = made.mistakes
    assert (spread.slug, spread.students, spread.lost) == ("log-variance-as-standard-deviation", ("bo", "cy"), 10)
    assert spread.text == ASSIGNMENT.explain(spread.slug)
    assert spread.example == "expected 1.5, but got 2.25."
    assert [(one.text, one.students) for one in made.unnamed] == [
        ("z has 3 rows.", ("cy", "di")),
        ("Not written.", ("di",)),
    ]
    assert made.unnamed[0].tasks == ("Task 1A: sampling", "Task 1B: the two losses")
    assert [len(one.students) for one in made.most_shared] == [2, 2, 1]


def test_no_slug_is_shown_and_runs_that_several_handed_in_stand_at_the_top():
    """A slug is a name for programs; people read the sentence."""
    sentence = "ada and bo handed in the same run (evidence.npz): look at both <b>."
    text = html(report(class_of_four(), shared=[sentence]))
    assert "log-variance" not in text
    assert "log variance as standard deviation" not in text
    top = text[: text.index("<main>")]
    assert "Look first at this pair" in top
    assert "look at both &lt;b&gt;" in top


def test_separation_is_the_correlation_with_the_rest():
    made = report(class_of(200))
    names = [one.id for task in made.tasks for one in task.checks]
    results = [one.result for one in class_of(200)]
    earned = np.array([[one.earned for task in each.tasks for one in task.checks] for each in results])
    rest = earned.sum(axis=1, keepdims=True) - earned
    everywhere = made.tasks[:-1]  # the weakest did nothing of the last one
    for number, one in enumerate(one for task in everywhere for one in task.checks):
        if names[number].endswith((EASY, HARD)):
            assert one.tells_nothing
            assert one.separation is None
        else:
            assert not one.tells_nothing
            assert one.separation == pytest.approx(np.corrcoef(earned[:, number], rest[:, number])[0, 1])
            assert (one.separation < 0) is names[number].endswith(ODD)


@pytest.mark.parametrize("pairs", [[], [(1.0, 5.0)], [(1.0, 5.0), (1.0, 6.0)], [(0.0, 5.0), (1.0, 5.0)]])
def test_what_is_the_same_for_everybody_separates_nobody(pairs):
    assert separation(pairs) is None


def test_what_has_no_result_that_holds_is_named_and_counted_nowhere():
    reason = "x.ipynb is empty: ask for it again."
    statuses = [
        *class_of_four(),
        GradingStatus(submission("ed"), GradingState.ATTENTION, result("ed", {}, reason)),
        GradingStatus(submission("fi"), GradingState.STALE),
        GradingStatus(submission("gil"), GradingState.MISSING),
    ]
    made = report(statuses)
    assert (made.handed_in, len(made.scores)) == (7, 4)
    assert [(one.student, one.status) for one in made.wanting] == [
        ("ed", "needs attention"),
        ("fi", "stale"),
        ("gil", "not graded yet"),
    ]
    shown = html(made)
    assert "<strong>3 of 7</strong>" in shown
    assert reason in shown
    assert "vaekit grade submitted" in shown


def test_a_class_without_a_result_is_told_what_to_run():
    shown = html(report([GradingStatus(submission("ada"), GradingState.MISSING)]))
    assert "There is no result yet" in shown
    assert "vaekit grade submitted" in shown


# --- the page -----------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a browser makes of a page: its tags, and its text."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(shown)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_nothing_of_a_student_becomes_a_tag():
    shown = Page(html(hostile_report()))
    assert {tag for tag, _ in shown.tags} & {
        "script",
        "iframe",
        "object",
        "link",
        "form",
        "input",
        "base",
    } == set()
    for tag, attributes in shown.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("src", "data:image/png;base64,").startswith("data:image/png;base64,"), tag
        assert attributes.get("href", "#").startswith("#")
    assert shown.text.count("window.owned = 1") >= 7
    assert "{{ 7 * 7 }}" in shown.text


def test_the_page_forbids_itself_to_run_or_load_anything():
    policy = next(
        attributes["content"]
        for tag, attributes in Page(html(report(class_of_four()))).tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")


def test_the_first_section_says_what_to_say():
    shown = html(report(class_of_four()))
    first = shown[shown.index('id="lecture"') : shown.index('id="points"')]
    assert "That is exp(z_log_var), the variance." in first
    assert re.search(r"<b>2</b>\s*<small>of 4</small>", first)
    assert first.index("Task 1C: one step of training</th>") < first.index("Task 1B: the two losses</th>")


def test_how_far_the_texts_are_marked_and_how_far_readers_agree_is_shown():
    made = report(class_of_four(), texts=marked_texts("my-model"))
    shown = html(made)
    text = " ".join(Page(shown).text.split())
    assert "6 of 8 texts are marked. 6 were marked by two; 1 of them is to settle" in text
    assert "Right conclusion 6 83% +0.75" in text
    assert text.count("Clear language 6 100% –") == 2  # two markers; marker and second reader
    assert "Marker and second reader my-model" in text
    assert "is no rubric." in text
    assert "Open the marking desk: vaekit mark --course /courses/vae" in text
    assert json.loads(json.dumps(made.as_json()))["texts"][0]["markers"][0]["kappa"] == 0.75
    assert 'id="texts"' not in html(report(class_of_four()))


def test_the_page_links_to_a_desk_whose_address_is_known():
    made = report(class_of_four(), texts=marked_texts("my-model"))
    tags = Page(html(made, Desk("vaekit mark", "https://hub.example.org/vaekit/marking/"))).tags
    links = [one["href"] for name, one in tags if name == "a" and not one["href"].startswith("#")]
    assert links == ["https://hub.example.org/vaekit/marking/"]


@pytest.mark.parametrize(
    ("given", "hub", "found"),
    [
        ("", "", ""),
        ("http://localhost:8888", "", "http://localhost:8888/vaekit/marking/"),
        ("http://localhost:8890/vaekit/marking/?token=secret", "", "http://localhost:8890/vaekit/marking/"),
        ("https://mia:secret@hub.example.org/user/mia/", "", "https://hub.example.org/user/mia/vaekit/marking/"),
        ("", "https://hub.example.org/hub/", "https://hub.example.org/hub/user-redirect/vaekit/marking/"),
        ("https://desk.example.org", "https://hub.example.org/hub/", "https://desk.example.org/vaekit/marking/"),
    ],
)
def test_the_desks_address_is_that_of_a_server_without_any_secret(monkeypatch, given, hub, found):
    monkeypatch.setenv("JUPYTERHUB_PUBLIC_HUB_URL", hub)
    assert desk_address(given) == found


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "hub.example.org", "https://"])
def test_what_is_no_address_of_a_server_is_refused(wrong):
    with pytest.raises(KitError, match="is no address of a server"):
        desk_address(wrong)


def test_checks_that_tell_nothing_are_marked_in_words():
    text = " ".join(Page(html(report(class_of(40)))).text.split())
    assert "tells nothing: all passed" in text
    assert "tells nothing: nobody passed" in text
    assert "look at it" in text
    assert "item–rest point-biserial correlation" in text


def test_a_page_for_three_hundred_is_small_and_names_who_is_left_out():
    statuses = class_of(300)
    made = report(statuses, drawn=pictures_of(statuses))
    shown = html(made)
    assert len(shown.encode()) < 5_000_000
    pictures = [attributes["alt"] for tag, attributes in Page(shown).tags if tag == "img"]
    assert len(pictures) > 40
    fewest = sorted(made.scores, key=lambda name: (made.scores[name], name))
    assert pictures[0] == f"{fewest[0]}: Latent space: a picture."
    for title in ("Latent space", "Generated digits"):
        part = shown[shown.index(f"<h3>{title}</h3>") :]
        part = part[: part.index("</details>")]
        assert all(name in part for name in made.scores), title


def test_who_has_no_picture_is_named_and_so_is_what_was_not_drawn():
    statuses = class_of(4)
    drawn = pictures_of(statuses)
    drawn["student-000"] = []
    drawn.pop("student-001")
    made = report(statuses, drawn=drawn)
    assert [gallery.without for gallery in made.galleries] == [("student-000",)] * 2
    assert made.undrawn == ("student-001",)
    assert "vaekit report submitted --draw" in html(made)


def test_the_numbers_can_be_read_by_a_program():
    statuses = class_of(5)
    comparison = Comparison((Pair(("student-000", "student-001"), 0.9, 0.1, "x"),), 5, {})
    record = json.loads(json.dumps(report(statuses, drawn=pictures_of(statuses), comparison=comparison).as_json()))
    assert (record["schema"], record["assignment"], record["handed_in"]) == (1, NAME, 5)
    assert set(record["scores"]) == {f"student-{number:03}" for number in range(5)}
    assert record["comparison"]["pairs"] == [
        {"students": ["student-000", "student-001"], "structure": 0.9, "wording": 0.1}
    ]


def test_the_wheel_carries_the_template(wheel):
    assert "autograder/templates/classreport.html" in zipfile.ZipFile(wheel).namelist()


# --- pairs that are alike -----------------------------------------------------------------------------------------


def right_answers(count: int, which: int = 0) -> list[dict[str, str]]:
    """So many different right answers to every task, as independent students would write them."""
    found = {}
    for entry in entries("right"):
        own = [code for kind, cell, code in entry.parts if kind == "cell" and cell == entry.task]
        found.setdefault(entry.task, []).extend(own)
    tasks = [task.id for task in ASSIGNMENT.tasks if task.solution_cell]
    return [{task: found[task][(which + number) % len(found[task])] for task in tasks} for number in range(count)]


def code_of(answer: dict[str, str]) -> str:
    return "\n\n".join(answer.values())


def pairs_in(codes: dict[str, str]) -> list[tuple[str, str]]:
    return [pair.students for pair in alike(codes, given_code(ASSIGNMENT))]


def test_a_copy_stands_out_with_other_names_and_in_another_order_too():
    answers = [code_of(answer) for answer in right_answers(20)]
    original = right_answers(1, which=27)[0]
    renamed = code_of(original)
    for old, new in {
        "z_mean": "mu",
        "z_log_var": "log_sigma",
        "reconstruction": "output",
        "gradients": "g",
    }.items():
        renamed = renamed.replace(old, new)
    codes = {f"student-{number}": code for number, code in enumerate(answers)}
    codes |= {"ada": code_of(original), "bo": renamed, "cy": code_of(dict(reversed(original.items())))}
    found = pairs_in(codes)
    assert {("ada", "bo"), ("ada", "cy"), ("bo", "cy")} <= set(found)
    assert len(found) == 3


def test_right_answers_of_independent_students_do_not_stand_out():
    codes = {f"student-{number}": code_of(answer) for number, answer in enumerate(right_answers(30))}
    assert pairs_in(codes) == []


def test_what_everybody_has_is_no_likeness():
    for notebook in (RELEASE, ROOT / "solutions" / NAME / f"{NAME}.ipynb"):
        code = own_code(find_submissions(notebook)[0])
        assert len(code) > 1000
        assert pairs_in({"ada": code, "bo": code, "cy": ""}) == []
    common = code_of(right_answers(1)[0])
    assert pairs_in(dict.fromkeys(map(str, range(20)), common)) == []


def test_what_cannot_be_compared_is_named(tmp_path):
    places = {name: tmp_path / name / NAME / f"{NAME}.ipynb" for name in ("ada", "bo", "cy")}
    edited(RELEASE, places["ada"], right_answers(1)[0])
    edited(RELEASE, places["bo"], {"sampling": "x = 1\n" * (LONGEST // 5)})
    edited(RELEASE, places["cy"], {}).write_text("{")
    compared = compare(find_submissions(tmp_path))
    assert (compared.compared, compared.pairs) == (1, ())
    assert "longer than" in compared.left_out["bo"]
    assert "JSON is broken" in compared.left_out["cy"]


# --- the command --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def class_of_three(starts, course: Path, tmp_path_factory) -> Path:
    """A course of three, graded; then one notebook is changed and one comes in."""
    folder = tmp_path_factory.mktemp("report") / "course"
    earlier = ("submitted", "autograded", "feedback", ".vaekit", "gradebook.db")  # of other tests
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns(*earlier))
    run("nbgrader", "generate_assignment", NAME, "--force", cwd=folder)
    for student, cells in {"ada": reference_cells(), "bo": {"sampling": WRONG_SPREAD}, "cy": {}}.items():
        edited(RELEASE, folder / "submitted" / student / NAME / f"{NAME}.ipynb", cells)
    shutil.copy(
        ROOT / "examples" / "submitted" / "ada" / NAME / "evidence.npz", folder / "submitted" / "ada" / NAME
    )
    run("vaekit", "grade", "submitted", cwd=folder)
    return folder


def test_the_command_reads_what_was_stored_and_grades_nothing(class_of_three):
    kept = {path.name: path.stat().st_mtime_ns for path in (class_of_three / ".vaekit" / "results").iterdir()}
    words = run("vaekit", "report", "--json", "report.json", cwd=class_of_three)
    assert "report.html: 3 of 3 submissions." in words
    shown = (class_of_three / "report.html").read_text()
    assert "That is exp(z_log_var), the variance." in shown
    pictures = [attributes["alt"] for tag, attributes in Page(shown).tags if tag == "img"]
    assert [alt.split(":")[0] for alt in pictures] == ["ada", "ada"]
    assert "Scatter plots of the latent space" in pictures[0]
    record = json.loads((class_of_three / "report.json").read_text())
    assert record["scores"] == {"ada": 80.0, "bo": 11.0, "cy": 0.0}
    assert {
        path.name: path.stat().st_mtime_ns for path in (class_of_three / ".vaekit" / "results").iterdir()
    } == kept


def test_the_command_names_what_is_stale_or_missing(class_of_three, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(class_of_three, folder)
    edited(RELEASE, folder / "submitted" / "bo" / NAME / f"{NAME}.ipynb", {"sampling": "x = 1"})
    edited(RELEASE, folder / "submitted" / "di" / NAME / f"{NAME}.ipynb", {})
    words = run("vaekit", "report", "submitted", "-o", "page.html", cwd=folder, status=Status.ATTENTION)
    assert "page.html: 2 of 4 submissions." in words
    assert "bo: stale." in words
    assert "di: not graded yet." in words
    assert "bo" in (folder / "page.html").read_text()


def test_unusable_paths_are_told(class_of_three, tmp_path):
    assert "does not exist" in run("vaekit", "report", "nowhere", cwd=class_of_three, status=Status.UNUSABLE)
    words = run("vaekit", "report", "-o", "submitted", cwd=class_of_three, status=Status.UNUSABLE)
    assert "is a folder" in words
    shutil.copytree(class_of_three / "submitted", tmp_path / "submitted")
    assert "lies in no course" in run("vaekit", "report", cwd=tmp_path, status=Status.UNUSABLE)
