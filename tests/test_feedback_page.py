"""A student's page of feedback as it is drawn: on a desk, on a phone, in the dark, on paper."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from answers import NAME
from chromium import NEEDED, serious
from rendering import A4, faults, media, must_be_scrolled

pytestmark = NEEDED


@pytest.fixture
def page(browser, graded: Path) -> str:
    """The page of a student with a mistake, a text and a run, open; its address."""
    address = (graded / "feedback" / "spread" / NAME / f"{NAME}.html").as_uri()
    browser.get(address)
    return address


@pytest.mark.parametrize(
    ("width", "scheme"), [(1200, "light"), (1200, "dark"), (390, "light"), (390, "dark")], ids=str
)
def test_nothing_is_cut_off_or_covered_and_every_text_can_be_read(browser, page, width, scheme):
    media(browser, width=width, scheme=scheme)
    assert faults(browser) == {}
    assert serious(browser) == []
    paper = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 25, 28)"}[scheme]
    size = browser.execute_script("return parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
    assert size >= 14  # a phone does not show a desk's page made small


def test_on_paper_code_is_whole_and_light(browser, page):
    media(browser, width=A4, scheme="dark", medium="print")
    assert faults(browser) == {}
    assert must_be_scrolled(browser) == []
    folded = "return [...document.querySelectorAll('summary')].filter(one => one.offsetHeight).length"
    assert browser.execute_script(folded) == 0  # what nobody can unfold on paper
    assert browser.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    pdf = base64.b64decode(
        browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})["data"]
    )
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 14


def test_the_page_speaks_to_its_student_and_says_each_thing_once(browser, page):
    media(browser, width=1200)
    assert browser.execute_script("return document.documentElement.lang") == "en"
    assert browser.title == f"{NAME}: feedback for spread"
    words = browser.execute_script("return document.body.innerText")
    for strange in ("Student's", "Grade cell", "Test cell", "In [", "Out[", "The same.", "`training`"):
        assert strange not in words
    assert browser.execute_script("return document.scripts.length") == 0
    sentences = [line for line in words.splitlines() if len(line.split()) > 6 and not line.startswith("✘")]
    assert [line for line in sentences if sentences.count(line) > 2] == []
    latent = [
        one for one in browser.execute_script("return [...document.images].map(i => i.alt)") if "latent" in one
    ]
    assert len(latent) <= 2  # the overview, and what the kit has drawn


def test_each_line_of_the_summary_leads_to_its_result(browser, page):
    media(browser, width=390)
    browser.find_element("link text", "Task 1A: sampling").click()
    head = browser.execute_script("return document.querySelector(':target').innerText")
    assert head.startswith("The result: Task 1A: sampling")
    assert "11 of 15 points" in head
    top = browser.execute_script("return document.querySelector(':target').getBoundingClientRect().top")
    assert -2 <= top < 900
