"""Formulas of a text as MathML: drawn without a script or a network, and nothing else than formulas changes."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import nbformat
import pytest
from answers import run
from bs4 import BeautifulSoup
from chromium import NEEDED
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import toy_cells, write

from autograder.authoring import formulas
from autograder.authoring.safe_html import safe_markdown
from autograder.course.feedback import student_text_as_html


def shown(text: str) -> BeautifulSoup:
    return BeautifulSoup(safe_markdown(text), "html.parser")


@pytest.mark.parametrize(
    "text",
    [
        "$x$",
        "$x$, and",
        "$ x $",
        "$x $",
        "$ x = 1 $",
        "$$x$$",
        "$$\nx\n$$",
        r"\\(x\\)",
        r"\\[x\\]",
        r"\begin{align}x&=1\end{align}",
        "# $x$",
        "- $x$",
        "*$x$*",
        "<details><summary>Hint</summary>$x$</details>",
        "<div>\n$x$\n</div>",
        "| a |\n|---|\n| $x$ |",
    ],
)
def test_a_formula_is_mathml(text):
    page = shown(text)
    assert page.find("math").find("mi").get_text() == "x"
    assert not re.search(r"\$|\\", page.get_text())


@pytest.mark.parametrize(
    "text",
    [
        "it costs $5 and $6",
        "it costs *$5* or **$6**, $7 at most",
        "from US$5 to US$6",
        "$5-$6",
        r"\$x\$",
        "`$x$`",
        "``$x$ ` $y$``",
        "use `$HOME` and `$PATH`",
        "$5 or `x$y`",
        "```\n$x$\n```",
        "```python\nprint('$x$')\n```",
        "    $x$",
        "<pre>$x$</pre>",
        "<code>$x$</code>",
        r"`\\(x\\)`",
        "a lone $ and a lone \\",
    ],
)
def test_what_is_no_formula_stays(text):
    page = shown(text)
    assert page.find("math") is None
    assert page.get_text().count("$") == text.count("$")


@pytest.mark.parametrize(
    "tex",
    [
        r"\foo{x}",
        r"\frac{1",
        "}",
        "{" * 500,
        r"\sqrt{" * 90 + "}" * 90,
        r"\href{javascript:alert(1)}{x}",
        r"\hspace{999em}x",
        r"\hspace{-50em}100 of 100",
        r"\kern-50em 100 of 100",
        r"\newcommand{\a}{\a\a}\a",
        "x" * 1_100,
    ],
)
def test_what_cannot_be_converted_stays_as_typed_and_the_rest_is_typeset(tex):
    page = shown(f"${tex}$ and $y$ and **bold**")
    assert [one.get_text() for one in page.find_all("math")] == ["y"]
    assert page.find("strong").get_text() == "bold"
    assert "$" in page.get_text()


HOSTILE = [
    "$",
    "$$",
    "\\",
    "{",
    "}",
    "&",
    "<",
    ">",
    '"',
    "'",
    "`",
    "^",
    "_",
    "#",
    "%",
    "~",
    " ",
    "\n",
    "x",
    "1",
    "\x00",
    "\ud800",
]
HOSTILE += [
    r"\(",
    r"\)",
    r"\[",
    r"\begin{matrix}",
    r"\end{matrix}",
    r"\frac",
    r"\sqrt",
    r"\left(",
    r"\text{",
    r"\\[9em]",
]
HOSTILE += [
    r"\newcommand{\a}",
    r"\a",
    r"\operatorname{",
    r"\color{red}",
    r"\class{a}{x}",
    r"\href{javascript:x}{y}",
]
HOSTILE += [
    "</math>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<math>",
    "<mtext>",
    "&lt;b&gt;",
    "&#36;",
]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), max_size=12))
def test_no_formula_brings_anything_but_mathml(pieces):
    tex = "".join(pieces)
    for text in (f"${tex}$", f"$${tex}$$", f"<b>{tex}</b>"):
        for element in shown(text).find_all(True):
            inside = element.find_parent("math") is not None
            assert not inside or element.name.startswith("m")
            assert element.name not in (
                "script",
                "style",
                "svg",
                "mglyph",
                "maction",
                "annotation-xml",
                "semantics",
            )
            assert not any(
                name.startswith("on") or name in ("href", "src", "id", "class") for name in element.attrs
            )
            assert not re.search(r"url|position|:\s*-?\d{2,}", element.attrs.get("style", "").replace("100%", ""))


class Page(dict):
    def __init__(self) -> None:
        super().__init__(nb={"metadata": {}}, cell={})


@pytest.mark.parametrize(
    "text",
    [
        "$x$ " * 9_000,
        "$" * 39_000,
        "$a " * 12_000,
        "$$a " * 9_000,
        "`$" * 19_000,
        "$\\" * 19_000,
        "$_" * 19_000,
        "<b>$x</b>" * 3_000,
        "<b>" + r"\(" * 15_000,
        "<b>" + r"\begin{a}" * 4_000,
        ("$" + r"\sqrt{" * 140 + "}" * 140 + "$ ") * 40,
    ],
)
def test_many_formulas_or_openings_of_formulas_make_a_page(text):
    page = student_text_as_html.markdown2html(Page(), text)
    assert len(page) < 2_000_000
    assert page.count("<math") <= 300


def test_a_formula_that_takes_too_long_is_text(monkeypatch):
    class Slow:
        def convert_with_local_state(self, tex: str, displaystyle: bool) -> str:
            time.sleep(600)
            return ""

    monkeypatch.setattr(formulas, "_library", Slow)
    monkeypatch.setattr(student_text_as_html, "_ONE_S", 0.5)
    assert "Shown as it was typed: it took longer" in student_text_as_html.markdown2html(Page(), "slow $x$")


def test_a_conversion_that_ends_its_process_ends_no_other(monkeypatch):
    """The library is native code: a formula nested deeply enough ends the process that it runs in."""
    monkeypatch.setattr(formulas, "_library", lambda: __import__("os")._exit(11))
    page = student_text_as_html.markdown2html(Page(), "<b>bold</b> $x$")
    assert "Shown as it was typed: " in page
    assert "$x$" in page
    assert "<b>" not in page


# --- a page of feedback, in a browser without a network ------------------------------------------------------------

TEXT = r"""The KL term is $\frac{1}{2} \sum_j \mu_j^2$, and $p < q$; it costs $5 and $6, `$HOME`.

$$\begin{aligned} \log \sigma^2 &= 2 \log \sigma \\ q(z \mid x) &= \mathcal{N}(\mu, \sigma^2) \end{aligned}$$

$\unknown{x}$ <script>window.owned = 1</script>"""


@pytest.fixture(scope="module")
def page(toy_course: Path, toy_kit: Path, tmp_path_factory, starts) -> Path:
    """A student's page, written by nbgrader's own commands."""
    course = tmp_path_factory.mktemp("formulas") / "course"
    shutil.copytree(toy_course, course)
    cells = [*toy_cells(), nbformat.v4.new_markdown_cell(TEXT)]
    write(course / "submitted" / "ada" / "toy" / "toy.ipynb", cells)
    for words in ("autograde", "generate_feedback"):
        run("nbgrader", words, "toy", cwd=course, PYTHONPATH=str(toy_kit))
    return course / "feedback" / "ada" / "toy" / "toy.html"


LOADING = "[src], link[href], object, embed, iframe, base, [srcset], [poster], [background]"


def test_a_feedback_page_has_no_script_and_no_address_that_it_loads(page):
    html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert html.find("script") is None
    loaded = [one.get("src") or one.get("href") or str(one) for one in html.select(LOADING)]
    assert [address for address in loaded if not address.startswith("data:")] == []
    sheets = "".join(one.get_text() for one in html.find_all("style"))
    assert re.findall(r"@import|url\([\"']?(?:https?:)?//[^)]*", sheets) == []


ABOVE = "return arguments[0].getBoundingClientRect().bottom <= arguments[1].getBoundingClientRect().top + 1"


@pytest.mark.parametrize("width", [pytest.param(width, marks=NEEDED) for width in (1200, 390)])
@pytest.mark.usefixtures("formulas_shown")
class TestInABrowser:
    """Chromium resolves no name here (tests/chromium.py)."""

    @pytest.fixture
    def formulas_shown(self, browser, page, width):
        browser.get("about:blank")
        browser.get_log("performance")
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(page.as_uri())

    def test_formulas_are_drawn(self, browser):
        one, two = browser.execute_script("return [...document.querySelectorAll('math mfrac')[0].children]")
        assert browser.execute_script(ABOVE, one, two)  # the numerator and the denominator
        first, second = browser.execute_script("return [...document.querySelectorAll('math mtr')]")
        assert browser.execute_script(ABOVE, first, second)  # both lines of `aligned`
        text = browser.find_element("tag name", "body").text
        assert "it costs $5 and $6, $HOME." in text
        assert "<script>window.owned = 1</script>" in text
        assert re.findall(r"\\\w+", text) == [r"\unknown"]  # it stays as it was typed

    def test_nothing_is_asked_for_and_nothing_runs(self, browser, page):
        assert browser.execute_script("return [window.owned, document.scripts.length]") == [None, 0]
        events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
        sent = [one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"]
        assert [url for url in sent if not url.startswith("data:")] == [page.as_uri()]

    def test_the_page_fits(self, browser, width):
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
