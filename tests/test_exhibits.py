"""A student's Markdown on a page: text and formulas stay, and nothing of it runs, loads or poses as the page."""

from __future__ import annotations

import base64
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from autograder.authoring.safe_html import safe_markdown

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT\n>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<details open ontoggle=alert(1)>x</details>",
    "[c](javascript:alert(1))",
    "[c](java&#115;cript:alert(1))",
    "[c](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="  JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n[a][x]",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    "![a](data:image/png;base64,PHN2Zz4=)",
    "![t](http://tracker.example/x.png)",
    "![t](../../../gradebook.db)",
    "<iframe src=//e.example></iframe>",
    '<form action=x><input name=score value=10><button>b</button></form><meta http-equiv=refresh content="0;url=//e">',
    '<div id=score class="btn modal" style="position:fixed;top:0">100 of 100</div>',
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<base href=//e.example><link rel=stylesheet href=//e.example/x.css><style>*{display:none}</style>",
    "```html\n<script>alert(1)</script>\n```",
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
]
HARMLESS = {"href", "title", "alt", "src", "class", "style", "align", "colspan", "open"}
TEXT_TAGS = {
    "p",
    "a",
    "img",
    "div",
    "pre",
    "code",
    "span",
    "details",
    "summary",
    "ul",
    "li",
    "ol",
    "em",
    "strong",
    "br",
}
TEXT_TAGS |= {
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "del",
}


class Page(HTMLParser):
    """The tags of a page, as a browser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def assert_inert(html: str) -> None:
    html = re.sub("<math.*?</math>", "", html, flags=re.DOTALL)  # tests/test_mathml.py looks at these
    for tag, attributes in Page(html).tags:
        assert tag in TEXT_TAGS
        assert set(attributes) <= HARMLESS
        link = (attributes.get("href") or "").lower()
        assert not link or link.startswith(("http:", "https:", "mailto:", "#", "/")) or ":" not in link
        assert (attributes.get("src") or "data:image/png;base64,").startswith("data:image/png;base64,")
        assert (attributes.get("style") or "text-align").startswith("text-align")


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_in_a_text_runs_or_loads(text):
    assert_inert(safe_markdown(text))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*ATTACKS, "<", ">", '"', "`", "[", "](", ")", "&#", "\n\n", "text ", "$", "*"]),
        max_size=6,
    )
)
def test_no_mixture_runs_either(pieces):
    assert_inert(safe_markdown("".join(pieces)))


def test_markers_read_what_was_typed():
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in safe_markdown("<script>alert(1)</script>")


def test_text_formulas_tables_and_folds_stay():
    shown = safe_markdown(
        "**4 < 9**, $\\alpha < 1$\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n\n<details><summary>Hint</summary>x</details>"
    )
    assert "<strong>4 &lt; 9</strong>" in shown
    assert "<mi>α</mi><mo>&lt;</mo><mn>1</mn>" in shown
    assert '<td style="text-align:right;">1</td>' in shown
    assert "<details><summary>Hint</summary>" in shown


def test_a_picture_from_elsewhere_is_words():
    assert "[a picture that is not shown: plot]" in safe_markdown("![plot](http://tracker.example/x.png)")


def test_a_formula_has_no_links():
    assert "\\href" not in safe_markdown("$\\href{javascript:alert(1)}{x}$")


def test_an_attached_picture_that_an_editor_has_lost_is_words():
    for attachments in (None, {}, {"plot.png": {}}):
        page = safe_markdown("before ![my plot](attachment:plot.png) behind", attachments)
        assert "before [a picture that is not shown: my plot] behind" in page


def test_an_attached_picture_stays_and_a_giant_one_does_not():
    def picture(side: int) -> str:
        buffer = io.BytesIO()
        Image.new("L", (side, side)).save(buffer, format="PNG")
        return base64.b64encode(buffer.getvalue()).decode("ascii")

    for side, kept in ((20, True), (5000, False)):
        attachments = {"plot.png": {"image/png": picture(side)}}
        assert ("src=" in safe_markdown("![plot](attachment:plot.png)", attachments)) is kept
