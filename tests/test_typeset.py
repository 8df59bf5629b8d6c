"""A stranger's text and code on a page: whatever they hold, the page is made, and what can't be shown is as typed."""

from __future__ import annotations

import base64
import io

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.filters import strings
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from PIL import Image
from traitlets.config import Config

from autograder.authoring.pictures import own_pictures
from autograder.course.configuration.nbgrader_options import GRADING
from autograder.course.feedback import student_text_as_html
from autograder.course.feedback.page_exporter import FeedbackPage, with_words_for_pictures


class Page(dict):
    """The context in which a template calls a filter."""

    def __init__(self, attachments: object = None, nb: object = None) -> None:
        super().__init__(nb=nb or {"metadata": {}}, cell={"attachments": attachments})


def png(side: int) -> str:
    buffer = io.BytesIO()
    Image.new("1", (side, side)).save(buffer, format="PNG")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


SLOW = {
    "maths opened without end": "\\\\(" * 44_000,
    "brackets of maths": "\\\\[" * 44_000,
    "an environment without end": "\\begin{a}" * 10_000,
    "nested tags": "<b>" * 40_000,
    "tags that overlap": "<p><b>" * 20_000,
    "overlapping links": "<a><p></a>" * 9_000,
    "fences": "```\n" * 30_000,
    "quotes in quotes": ">" * 30_000,
    "lists in lists": "- " * 15_000,
    "open brackets": "[" * 39_000,
    "a long text": "word " * 100_000,
}


@pytest.fixture
def short_time(monkeypatch):
    """A second for a cell, in place of five: what never ends is ended at any limit."""
    monkeypatch.setattr(student_text_as_html, "_ONE_S", 1.0)


@pytest.mark.usefixtures("short_time")
@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_a_text_that_no_parser_ends_with_is_shown(text):
    """Without a limit the first of these takes minutes."""
    page = student_text_as_html.markdown2html(Page(), text)
    assert len(page) < 2_000_000
    assert "<script" not in page
    str(BeautifulSoup(page, "html.parser"))  # as nbconvert does with the whole page


@pytest.mark.usefixtures("short_time")
@pytest.mark.parametrize("depth", [150, 5_000])
def test_a_text_that_is_nested_too_deep_is_shown_as_typed(depth):
    for text in ("<div>" * depth + "x", "<ul><li>" * depth):
        page = student_text_as_html.markdown2html(Page(), text)
        assert "Shown as it was typed: " in page
        assert page.count("&lt;") >= depth


def test_a_text_that_is_nested_as_texts_are_is_typeset():
    text = "- a\n  - b\n    - c\n\n> quote\n\n<details><summary>Hint</summary>x</details>\n\n**x**"
    assert "<strong>x</strong>" in student_text_as_html.markdown2html(Page(), text)


def test_attachments_nested_without_end_are_no_end():
    nested: list = []
    for _ in range(100_000):
        nested = [nested]
    assert "typed" in student_text_as_html.markdown2html(
        Page({"a.png": {"image/png": nested}}), "![a](attachment:a.png)"
    )


def test_one_picture_six_hundred_times_is_decoded_a_few_times(monkeypatch):
    opened = []
    monkeypatch.setattr(Image, "open", lambda *a, _open=Image.open, **k: opened.append(1) or _open(*a, **k))
    picture = png(3_990)
    outputs = [{"data": {"image/png": picture[:-40]}}] * 300 + [{"data": {"image/png": picture}}] * 300
    assert len(own_pictures(outputs)) <= 4
    assert len(opened) <= 24


def test_the_pixels_of_a_text_are_bounded_and_its_words_stay():
    page = student_text_as_html.markdown2html(
        Page({"a.png": {"image/png": png(3_000)}}), "![a](attachment:a.png)\n\n" * 100
    )
    assert page.count("<img") == 5  # of nine million pixels each, of 48 in all
    assert page.count("[a picture that is not shown: a]") == 95


@pytest.mark.usefixtures("short_time")
@pytest.mark.parametrize("code", ["a." * 50_000, "1." * 50_000, "@" * 100_000, "f'{a}" * 20_000, '"""\n' * 25_000])
def test_code_that_no_lexer_ends_with_is_shown(code):
    page = student_text_as_html.highlight_code(Page(), code)
    assert 'class="' in page
    assert "<script" not in page


def test_code_and_text_of_one_page_share_a_time(monkeypatch):
    monkeypatch.setattr(student_text_as_html, "_PAGE_S", 0.0)
    nb = {"metadata": {}}
    first, second = (
        student_text_as_html.markdown2html(Page(nb=nb), f"**{word}** and no end") for word in ("one", "two")
    )
    assert "Shown as it was typed: " in first
    assert "**two**" in second


@pytest.mark.usefixtures("short_time")
def test_every_page_of_nbgrader_uses_these():
    """nbconvert's own exporter, which formgrader has, and the kit's."""
    from nbconvert.exporters import HTMLExporter

    code = "a." * 50_000
    nb = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code), nbformat.v4.new_markdown_cell("<b>" * 9000)]
    )
    config = Config({"HTMLExporter": GRADING["HTMLExporter"]})
    told = {"student": "ada", "unread": (), "titles": {}}  # what a page of feedback needs to know
    resources = {"nbgrader": {"notebook": "toy"}, "vaekit": told}
    for exporter in (HTMLExporter, FeedbackPage):
        page, _ = exporter(config=config).from_notebook_node(nb, resources)
        assert page.count("Shown as it was typed: ") == 2


def test_a_notebook_of_another_assignment_keeps_nbgraders_page(tmp_path):
    config = Config(GenerateFeedback(coursedir=CourseDirectory(root=str(tmp_path))).config)
    about = {"grade_id": "own", "grade": True, "solution": False, "task": False, "score": 1.0, "points": 2.0}
    cell = nbformat.v4.new_code_cell("check()", metadata={"nbgrader": about})
    names = {"notebook": "other", "score": 1.0, "max_score": 2.0, "late_penalty": 0.0}
    nb = nbformat.v4.new_notebook(cells=[cell])
    page, _ = FeedbackPage(config=config).from_notebook_node(nb, {"nbgrader": names})
    assert "Grade cell: <code>own</code>" in page
    assert "Score: 1.0 / 2.0" in page


def test_the_prefix_of_old_notebooks_is_stripped_as_nbconvert_does_it():
    page = "<img src='files/a.png'> ![b](files/b.png) [c](/files/c) <a href=files/d>files/</a>"
    for text in (page, page * 1000):
        stripped = [student_text_as_html.strip_files_prefix(text) for _ in range(2)]
        assert stripped == 2 * [strings.strip_files_prefix(text)]
        assert stripped[0] != text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<img src='a'>", "<img alt=... src='a'>"),
        ("<img alt='a' src='b'>", "<img alt='a' src='b'>"),
        ("<img src='b' alt='a'><p alt='a'>", "<img src='b' alt='a'><p alt='a'>"),
        ("<img src='b'><p alt='a'>", "<img alt=... src='b'><p alt='a'>"),
        ("<image><img data-salt='1'>", "<image><img alt=... data-salt='1'>"),
    ],
)
def test_a_picture_without_words_gets_nbconverts(written, shown):
    words = 'alt="No description has been provided for this image"'
    assert with_words_for_pictures(written) == shown.replace("alt=...", words)


@pytest.mark.parametrize(
    "template", ["<img alt='words' src='{}'>", "<img src='{}' alt='words'>", "<img src='{}'>"]
)
def test_a_large_picture_keeps_its_words_or_gets_some(template):
    data = f"data:image/png;base64,{'A' * 2_000_000}"
    page = template.format(data)
    shown = with_words_for_pictures(page)
    assert shown.count(data) == shown.count("alt=") == 1
    assert (shown == page) == ("words" in template)
