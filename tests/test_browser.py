"""What a marker and a student see, in a real Chromium on a real Jupyter server."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from answers import NAME, ROOT
from chromium import NEEDED, contrast, serious, waiting
from classes import hostile_report
from desks import jupyterlab
from rendering import faults, media
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from autograder.classreport.page import Desk, page

pytestmark = NEEDED


@pytest.fixture(scope="module")
def server(graded: Path) -> Iterator[str]:
    """JupyterLab with nbgrader's formgrader, started in the graded course."""
    with jupyterlab(graded) as url:
        yield url


def text_of(browser: webdriver.Chrome, selector: str = "body", needs: str = "") -> str:
    """The visible text, once `needs` stands in it; a page that draws itself anew is read again."""
    return waiting(browser, NoSuchElementException, StaleElementReferenceException).until(
        lambda page: next(
            (e.text for e in page.find_elements(By.CSS_SELECTOR, selector) if needs in e.text), None
        ),
        message=f"no {needs!r} in {selector}",
    )


def submission_id(course: Path, student: str) -> str:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return str(gradebook.find_submission_notebook(NAME, NAME, student).id)


def test_marker_sees_code_results_texts_and_rubrics(browser, server, graded):
    browser.get(f"{server}/formgrader/submissions/{submission_id(graded, 'spread')}/")
    page = text_of(browser, needs="Task 3B")
    assert "return z_mean + ops.exp(z_log_var)" in page
    assert "z spreads around z_mean with standard deviation exp(z_log_var / 2)." in page
    assert "11 of 15 points" in page
    for heading in (
        "Task 3A",
        "Task 3B",
        "what is marked",
        "Comparison",
        "Overlap",
        "most confused",
        "Claims to look at",
    ):
        assert heading in page
    drawn = "/^(Scatter plots|Generated digits)/.test(i.alt)"
    figures = f"return [...document.images].filter(i => i.naturalWidth > 500 && {drawn}).length"
    assert browser.execute_script(figures) == 2  # the latent space and the digits, drawn by the kit
    boxes = browser.find_elements(By.CSS_SELECTOR, "input.score")
    assert len(boxes) == 7  # five test cells and two texts


def test_formgrader_starts_takes_keys_and_shows_formulas_without_a_network(browser, server, graded):
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get(f"{server}/formgrader/submissions/{submission_id(graded, 'spread')}/")
    waits = waiting(browser)
    formulas = "return document.querySelectorAll('.MathJax, .MathJax_Display, .mjx-chtml').length"
    waits.until(lambda page: page.execute_script(formulas) > 3)
    waits.until(lambda page: page.execute_script("return MathJax.loaded"))  # formgrader listens from now on
    focus = "return [document.activeElement.className, document.activeElement.id].join(' ')"
    first = waits.until(lambda page: _tabbable(page.execute_script(focus)))
    ActionChains(browser).send_keys(Keys.TAB).perform()
    waits.until(lambda page: _tabbable(page.execute_script(focus)) not in (None, first))
    assert _hosts_asked(browser) == {server.removeprefix("http://")}


def _tabbable(focused: str) -> str | None:
    return focused if "tabbable" in focused else None


def _hosts_asked(browser: webdriver.Chrome) -> set[str]:
    """Every host and port that a page asked for something."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    addresses = [urlsplit(one["request"]["url"]) for one in sent]
    return {one.netloc for one in addresses if one.scheme.startswith("http")}


def test_formgrader_starts_where_there_is_no_mathjax_at_all(browser, server, graded):
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*MathJax*", "*mathjax*"]})
    try:
        browser.get(f"{server}/formgrader/submissions/{submission_id(graded, 'spread')}/")
        waits = waiting(browser)
        waits.until(lambda page: page.execute_script("return window.MathJax && MathJax.loaded"))
        waits.until(lambda page: _tabbable(page.execute_script("return document.activeElement.className")))
    finally:
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})


def test_no_script_of_a_text_runs(browser, server, graded):
    feedback = (graded / "feedback" / "spread" / NAME / f"{NAME}.html").as_uri()
    for address in (f"{server}/formgrader/submissions/{submission_id(graded, 'spread')}/", feedback):
        browser.get(address)
        page = text_of(browser, needs="lie on top of each other")
        assert "<script>window.owned = 1</script>" in page  # as it was typed
        assert not browser.execute_script("return document.querySelectorAll('a[href^=\\'javascript\\']').length")
        assert browser.execute_script("return window.owned") is None


def test_formgraders_page_fits_a_phone_and_hides_the_number_that_nbgrader_reads(browser, server, graded):
    installed = (
        Path(sys.prefix) / "share" / "jupyter" / "nbconvert" / "templates" / "formgrade" / "mathjax.html.j2"
    )
    ours = ROOT / "autograder" / "templates" / "nbconvert" / "formgrade" / "mathjax.html.j2"
    if installed.read_text() != ours.read_text():
        pytest.skip("the environment was made with an earlier template: remove .venv/ready, then make .venv/ready")
    media(browser, width=390)
    browser.get(f"{server}/formgrader/submissions/{submission_id(graded, 'spread')}/")
    assert "Out[" not in text_of(browser, needs="11 of 15 points")
    waiting(browser).until(lambda page: page.execute_script("return window.MathJax && MathJax.loaded"))
    assert browser.execute_script("return document.documentElement.lang") == "en"
    assert browser.execute_script("return document.querySelector('#notebook').scrollWidth") <= 390
    media(browser, width=1200)


def test_formgrader_lists_the_class(browser, server, graded):
    browser.get(f"{server}/formgrader/gradebook/{NAME}/{NAME}")
    assert text_of(browser, needs="Submission #4")


def test_student_reads_sentence_points_and_message(browser, graded):
    browser.get((graded / "feedback" / "spread" / NAME / f"{NAME}.html").as_uri())
    page = text_of(browser, needs="11 of 15 points")
    assert "not right yet" in page
    assert "expected" in page
    assert "the variance" in page
    broken = browser.execute_script("return [...document.images].filter(i => !i.naturalWidth).length")
    assert broken == 0


def test_release_opens_in_jupyterlab(browser, server, graded):
    browser.get(f"{server}/lab/tree/release/{NAME}/{NAME}.ipynb")
    text_of(browser, ".jp-Notebook", needs="Hand in")  # JupyterLab draws the cells one after another
    assert "Restart and run all" in (ROOT / "release" / NAME / f"{NAME}.ipynb").read_text()


# --- the class report ---------------------------------------------------------------------------------------------


@pytest.fixture
def class_page(browser, tmp_path) -> str:
    """The page of a class whose every word is a script, open in the browser at a desk's width."""
    place = tmp_path / "report.html"
    place.write_text(
        page(
            hostile_report(), "vaekit grade submitted", "vaekit report --draw", datetime.now(), Desk("vaekit mark")
        )
    )
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    media(browser, width=1280, scheme="light")
    browser.get(place.as_uri())
    return place.as_uri()


def test_the_class_report_runs_nothing_and_asks_for_nothing(browser, class_page):
    shown = text_of(browser, needs="What to say in the next lecture")
    assert "<script>window.owned = 1</script>" in shown  # as it was typed
    browser.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert browser.execute_script("return window.owned") is None
    assert browser.execute_script("return document.scripts.length") == 0
    assert browser.get_log("browser") == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [
        event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"
    ]
    assert [url for url in sent if not url.startswith("data:")] == [class_page]
    assert browser.execute_script("return [...document.images].every(i => i.naturalWidth > 100)")


def test_the_class_report_is_read_by_keyboard(browser, class_page):
    keyboard = ActionChains(browser)
    keyboard.send_keys(Keys.TAB).perform()
    skip = browser.switch_to.active_element
    assert skip.text == "Skip to what to say in the next lecture"
    assert skip.rect["x"] >= 0  # it comes into sight
    keyboard.send_keys(Keys.ENTER).perform()
    waiting(browser).until(lambda page: page.current_url.endswith("#lecture"))
    reached, folds = 0, 0
    wanted = browser.execute_script(
        "return document.querySelectorAll('main a, main summary, main [tabindex]').length"
    )
    for _ in range(400):
        keyboard.send_keys(Keys.TAB).perform()
        here = browser.switch_to.active_element
        if here.tag_name == "body":
            break
        reached += 1
        style = browser.execute_script("return getComputedStyle(arguments[0]).outlineWidth", here)
        assert style == "3px", here.get_attribute("outerHTML")[:200]
        if here.tag_name == "summary" and folds < 3:
            keyboard.send_keys(Keys.ENTER).perform()
            assert here.find_element(By.XPATH, "..").get_attribute("open")
            folds += 1
    assert folds == 3
    assert reached >= wanted - 1  # a fold that stays closed keeps what is in it


NAMED = """
const name = e => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.alt || '';
const hidden = e => e.closest('[aria-hidden=true]');
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(h => +h.tagName[1]);
return {
  language: document.documentElement.lang,
  unnamed: [...document.querySelectorAll('img, [role=img], [role=region], svg')]
    .filter(e => !hidden(e) && !name(e)).map(e => e.outerHTML.slice(0, 100)),
  ids: ids.filter((id, n) => ids.indexOf(id) !== n),
  lost: [...document.querySelectorAll('[aria-labelledby], a[href^="#"]')]
    .map(e => e.getAttribute('aria-labelledby') || e.getAttribute('href').slice(1))
    .filter(id => !document.getElementById(id)),
  skipped: levels.filter((level, n) => level - (levels[n - 1] || 0) > 1),
  landmarks: ['header', 'nav', 'main', 'footer'].filter(tag => document.querySelectorAll(tag).length !== 1),
  heads: [...document.querySelectorAll('th')].filter(e => !e.scope).length,
  empty: [...document.querySelectorAll('th, summary, h1, h2, h3, a, button')].filter(e => !e.textContent.trim()).length,
  rolling: [...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1
    && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0).length,
};
"""


def test_the_class_report_says_in_words_what_it_shows(browser, class_page):
    found = browser.execute_script(NAMED)
    assert found.pop("language") == "en"
    assert {what: which for what, which in found.items() if which} == {}
    assert browser.execute_script("return document.title").startswith("Class report: ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_class_report_can_be_read_in_light_and_in_dark(browser, class_page, scheme):
    media(browser, width=1280, scheme=scheme)
    paper = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 25, 28)"}[scheme]
    assert contrast(browser) >= 4.5
    ink = "getComputedStyle(document.querySelector('.chart text')).fill"
    assert browser.execute_script(f"return {ink} === getComputedStyle(document.body).color")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_class_report_fits_a_phone_and_a_desk(browser, class_page, width):
    media(browser, width=width, scheme="light")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    cells = "[...document.querySelectorAll('.scroll td, .scroll tbody th')].filter(e => e.checkVisibility())"
    assert browser.execute_script(f"return {cells}.length") > 20
    cut = f"return {cells}.filter(e => e.getBoundingClientRect().right > {width}).map(e => e.innerText)"
    assert browser.execute_script(cut) == []
    assert faults(browser) == {}
    assert serious(browser) == []


def test_the_class_report_on_paper_has_no_fold_that_stays_closed(browser, class_page):
    media(browser, width=1280, scheme="dark", medium="print")
    assert browser.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    closed = (
        "return [...document.querySelectorAll('details:not(.aside) > p')].filter(p => !p.checkVisibility("
        "{contentVisibilityAuto: true})).length"
    )
    assert browser.execute_script("return document.querySelectorAll('details:not(.aside) > p').length") > 2
    assert browser.execute_script(closed) == 0
    pdf = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    assert len(pdf["data"]) > 10_000
