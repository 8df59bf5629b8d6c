"""What a marker and a student see, in a real Chromium on a real Jupyter server."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import NAME, ROOT
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1200,1400"
)
pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium and its driver are not installed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # selenium leaves its pipes to the collector
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*QUIET.split(), f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def server(graded: Path) -> Iterator[str]:
    """JupyterLab with nbgrader's formgrader, started in the graded course."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", f"--port={port}", "--port-retries=0", "--IdentityProvider.token="]
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", *options],
        cwd=graded,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    _wait_for(f"{url}/api")
    yield url
    process.terminate()
    process.wait()


def _wait_for(url: str) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(url)


def text_of(browser: webdriver.Chrome, selector: str = "body", needs: str = "") -> str:
    """The visible text, once `needs` stands in it; a page that draws itself anew is read again."""
    waits = WebDriverWait(browser, 60, ignored_exceptions=(NoSuchElementException, StaleElementReferenceException))
    return waits.until(
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
        "Pre-reading",
    ):
        assert heading in page
    drawn = "/^(Scatter plots|Generated digits)/.test(i.alt)"
    figures = f"return [...document.images].filter(i => i.naturalWidth > 500 && {drawn}).length"
    assert browser.execute_script(figures) == 2  # the latent space and the digits, drawn by the kit
    boxes = browser.find_elements(By.CSS_SELECTOR, "input.score")
    assert len(boxes) == 7  # five test cells and two texts


def test_no_script_of_a_text_runs(browser, server, graded):
    feedback = (graded / "feedback" / "spread" / NAME / f"{NAME}.html").as_uri()
    for address in (f"{server}/formgrader/submissions/{submission_id(graded, 'spread')}/", feedback):
        browser.get(address)
        page = text_of(browser, needs="lie on top of each other")
        assert "<script>window.owned = 1</script>" in page  # as it was typed
        assert not browser.execute_script("return document.querySelectorAll('a[href^=\\'javascript\\']').length")
        assert browser.execute_script("return window.owned") is None


def test_formgrader_lists_the_class(browser, server, graded):
    browser.get(f"{server}/formgrader/gradebook/{NAME}/{NAME}")
    assert "Submission #4" in text_of(browser, needs="Submission #")


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
