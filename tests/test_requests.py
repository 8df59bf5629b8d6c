"""A student's request for another look: read from a stranger's file, listed, answered, told on the student's page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from answers import run
from bs4 import BeautifulSoup
from toy import TOY, toy_cells, write

from autograder.commands.marking.requests import _answered
from autograder.commands.terminal import out
from autograder.course.feedback.regrade_requests import RequestOfStudent, keep_answer, requests_of
from autograder.handin.read_regrade_requests import FILE, read_requests
from autograder.handin.submission import Submission
from autograder.records.errors import KitError
from autograder.records.marking.regrade_requests import RegradeRequest

ASKED = "About: Task 1, the square\nIt squares <b>all</b> numbers.\nSee the cell.\n\nabout:the text\n"


def handed_in(folder: Path, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / FILE).write_bytes(content)
    return folder


def test_each_about_line_begins_a_request(tmp_path):
    found = read_requests(handed_in(tmp_path / "one", ASKED.encode()), tmp_path)
    assert found == (
        RegradeRequest("Task 1, the square", "It squares <b>all</b> numbers. See the cell."),
        RegradeRequest("the text", ""),
    )
    assert len({one.id_of("ada") for one in found}) == 2


def test_two_students_with_the_same_words_are_answered_apart(tmp_path):
    ada, bo = (RequestOfStudent(name, RegradeRequest("the text", "Why?"), None) for name in ("ada", "bo"))
    assert ada.id != bo.id
    keep_answer(tmp_path, "toy", ada, "So.", "mia")
    folders = {name: handed_in(tmp_path / name, b"about: the text\nWhy?") for name in ("ada", "bo")}
    found = {
        name: requests_of(tmp_path, "toy", Submission(TOY, name, folder, None)) for name, folder in folders.items()
    }
    assert [one.answer.words for one in found["ada"]] == ["So."]
    assert [one.answer for one in found["bo"]] == [None]


def test_an_answer_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / ".vaekit" / "requests").mkdir(parents=True)
    (tmp_path / ".vaekit" / "requests" / "toy").symlink_to(tmp_path / "nowhere")
    with pytest.raises(KitError, match="can't be written"):
        keep_answer(tmp_path, "toy", RequestOfStudent("ada", RegradeRequest("the text", ""), None), "So.", "mia")


def test_no_file_is_no_request(tmp_path):
    assert read_requests(tmp_path, tmp_path) == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"about: x\n" * 5000, "larger than 20 kB"),
        (b"Please look again.", "no line that begins with `about:`"),
        (b"".join(b"about: %d\n" % n for n in range(21)), "at most 20"),
    ],
)
def test_a_file_that_is_no_list_of_requests_is_told(tmp_path, content, reason):
    with pytest.raises(KitError, match=FILE) as refused:
        read_requests(handed_in(tmp_path / "one", content), tmp_path)
    assert reason in str(refused.value)


def test_what_is_no_plain_file_is_not_read(tmp_path):
    folder = handed_in(tmp_path / "one", b"")
    secret = tmp_path / "secret"
    secret.write_text("about: a neighbour's words")
    (folder / FILE).unlink()
    (folder / FILE).symlink_to(secret)
    with pytest.raises(KitError, match="can't be read"):
        read_requests(folder, tmp_path)


def test_characters_that_steer_a_terminal_are_gone(tmp_path):
    (one,) = read_requests(handed_in(tmp_path / "one", b"about: \x1b[2J\xff\xe2\x80\xaetext\nwhy\x07"), tmp_path)
    assert all(character.isprintable() for character in one.about + one.why)


def test_the_command_that_an_answer_names_can_be_pasted(tmp_path):
    folder = handed_in(tmp_path / "submitted", b"about: the text")
    submission = Submission(TOY, "ada & co", folder, None)
    found = requests_of(tmp_path, "toy", submission)
    with out.capture() as printed:
        _answered(tmp_path, [submission], found, found[0].id, "So.")
    assert "--student 'ada & co' --force" in " ".join(printed.get().split())


@pytest.mark.usefixtures("starts")
def test_a_request_is_listed_answered_and_told_on_the_page(toy_course: Path, toy_kit: Path, tmp_path: Path):
    course = tmp_path / "course"
    shutil.copytree(toy_course, course)
    write(course / "submitted" / "ada" / "toy" / "toy.ipynb", toy_cells("def square(x):\n    return x\n"))
    handed_in(course / "submitted" / "ada" / "toy", ASKED.encode())

    def vaekit(*words: str, status: int = 0) -> str:
        return run("vaekit", *words, cwd=course, PYTHONPATH=str(toy_kit), status=status)

    vaekit("grade", "submitted")
    vaekit("requests", "--json", "found.json", status=1)
    listed = json.loads((course / "found.json").read_text())["requests"]
    assert [(one["student"], one["request"]["about"], one["answer"]) for one in listed] == [
        ("ada", "Task 1, the square", None), ("ada", "the text", None)
    ]  # fmt: skip
    first, second = (one["id"] for one in listed)
    vaekit("requests", "--answer", first, "--say", "It returns x: no change.")
    assert "ada" in vaekit("status").partition("The feedback of")[2]  # the page is older than the answer
    vaekit("requests", "--answer", second, "--say", " ", status=2)
    vaekit("requests", "--answer", "00000000", "--say", "Yes.", status=2)
    vaekit("grade", "submitted")
    run("nbgrader", "generate_feedback", "toy", "--force", cwd=course, PYTHONPATH=str(toy_kit))
    page = BeautifulSoup((course / "feedback" / "ada" / "toy" / "toy.html").read_text(), "html.parser")
    summary = page.find(class_="vaekit-summary")
    assert "You: It squares <b>all</b> numbers. See the cell." in summary.text
    assert "Answer: It returns x: no change." in summary.text
    assert "not answered yet" in summary.text
    (
        course / "submitted" / "ada" / "toy" / FILE
    ).unlink()  # a new hand-in without the file: what was answered stays
    vaekit("requests", "--all", "--json", "found.json")
    listed = json.loads((course / "found.json").read_text())["requests"]
    assert [one["answer"]["words"] for one in listed] == ["It returns x: no change."]
