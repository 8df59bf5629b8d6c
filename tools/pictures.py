"""Take the pictures of README and guide: the release in JupyterLab, a feedback page that `make demo` wrote, and the desk.

make demo; python -m tools.pictures      (needs Chromium and its driver)
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from corpus.entries import example_assignment
from tools.chromium import chromium
from tools.demo import EXAMPLES
from tools.desk_server import desk_server
from tools.typist import Typist

ROOT = Path(__file__).resolve().parent.parent
NAME = example_assignment().name
PORT = 8899


@contextmanager
def _lab(folder: str) -> Iterator[str]:
    options = ["--no-browser", "--allow-root", f"--port={PORT}", "--IdentityProvider.token="]
    command = [sys.executable, "-m", "jupyter", "lab", *options]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{PORT}"
    finally:
        server.terminate()
        server.wait()


def _notebook(browser: webdriver.Chrome) -> None:
    with tempfile.TemporaryDirectory() as desk:
        shutil.copytree(ROOT / "release" / NAME, desk, dirs_exist_ok=True)
        with _lab(desk) as url:
            time.sleep(8)
            browser.get(f"{url}/doc/tree/{NAME}.ipynb")
            wait = WebDriverWait(browser, 60)
            wait.until(lambda page: "Task 1A" in page.find_element(By.TAG_NAME, "body").text)
            time.sleep(5)
            browser.execute_script(
                "[...document.querySelectorAll('.jp-Notebook h2')].find(h => h.textContent.includes('1A'))"
                ".scrollIntoView(); document.querySelectorAll('.Toastify').forEach(news => news.remove())"
            )
            time.sleep(3)
            browser.save_screenshot(str(ROOT / "docs" / "img" / "notebook.png"))


def _feedback(browser: webdriver.Chrome) -> None:
    page = next((ROOT / "feedback").glob(f"dora/{NAME}/*.html"))
    browser.get(page.as_uri())
    browser.execute_script("document.querySelector('.answer').scrollIntoView()")
    time.sleep(2)
    browser.save_screenshot(str(ROOT / "docs" / "img" / "feedback.png"))


@contextmanager
def _demo_course() -> Iterator[Path]:
    """A copy of the course that `make demo` graded, where the example class stands in `submitted/`."""
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder, "course")
        for name in ("source", ".vaekit"):
            shutil.copytree(
                ROOT / name, course / name, ignore=shutil.ignore_patterns("accuracy", "bands", "bench")
            )
        shutil.copytree(ROOT / EXAMPLES, course / "submitted")
        for name in ("nbgrader_config.py", "gradebook.db"):
            shutil.copyfile(ROOT / name, course / name)
        yield course


def _desk(browser: webdriver.Chrome) -> None:
    with _demo_course() as course, desk_server(course, course.parent) as (url, _):
        base, _, secret = url.partition("?")
        browser.get(f"{base}{NAME}/latent-writeup?{secret}")
        wait = WebDriverWait(browser, 60)
        wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "#beside img"))
        time.sleep(2)
        Typist(browser).strike("ab")  # two of the levels; nothing is saved
        browser.save_screenshot(str(ROOT / "docs" / "img" / "desk.png"))


def main() -> None:
    with chromium() as browser:
        _notebook(browser)
        _feedback(browser)
        _desk(browser)


if __name__ == "__main__":
    main()
