"""JupyterLab on a real server, and somebody who works in it with a real browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from chromium import waiting
from ports import free_port
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

_T = TypeVar("_T")
_NOT_RUN = ("", "[ ]:", "[*]:")  # beside a cell that has not run, or runs
PATIENCE_S = 400  # a training, or a grading, on a busy machine


@contextmanager
def jupyterlab(root: Path, **environment: str) -> Iterator[str]:
    """The address of a JupyterLab server, with nbgrader's formgrader, that serves `root` until the end."""
    process, url = _started(root, {**os.environ, **environment})
    try:
        yield url
    finally:
        process.terminate()
        process.wait()


def _started(root: Path, environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], str]:
    """A server that answers, and its address; another port is tried where somebody else took the first meanwhile."""
    for _ in range(3):
        port = free_port()
        options = [
            "--no-browser",
            "--allow-root",
            f"--port={port}",
            "--port-retries=0",
            "--IdentityProvider.token=",
        ]
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "lab", *options],
            cwd=root,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        url = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{url}/api", partial(_runs, process), PATIENCE_S)
            return process, url
        except TimeoutError:
            if process.poll() is None:
                process.kill()
                raise
    raise TimeoutError("JupyterLab ends at once")


def _runs(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is None


def wait_for(url: str, alive: Callable[[], bool], seconds: float) -> None:
    """Return when something answers at `url`; TimeoutError when it ends before, or takes longer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and alive():
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


def write_lab_settings(folder: Path) -> None:
    """Below a folder of JUPYTER_CONFIG_PATH: no news from another host, and every cell drawn, also out of sight."""
    place = folder / "labconfig"
    place.mkdir(parents=True)
    announcements = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (place / "page_config.json").write_text(json.dumps(announcements))
    drawn = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}
    (place / "default_setting_overrides.json").write_text(json.dumps(drawn))


class Person:
    """Somebody before a browser of their own: waits for what is seen, clicks on it, and types."""

    def __init__(self, browser: webdriver.Chrome, name: str, pictures: Path) -> None:
        self.browser, self.name, self.pictures = browser, name, pictures
        browser.set_window_size(1700, 1200)

    def trouble(self) -> str:
        """What else there is to say when something is not seen."""
        return ""

    def until(self, found: Callable[[], _T | None], what: str) -> _T:
        """What a page shows at last; a page that draws itself anew is asked again."""
        try:
            return waiting(self.browser, WebDriverException).until(lambda _: found(), message=what)
        except WebDriverException as error:
            self.browser.save_screenshot(str(self.pictures / f"{self.name}.png"))
            shown = self.browser.find_element(By.TAG_NAME, "body").text
            told = f"{error}\n{self.browser.current_url}\n{shown}\n{self.trouble()}"
            raise AssertionError(told) from error

    def _first(self, selector: str, words: str) -> WebElement | None:
        found = self.browser.find_elements(By.CSS_SELECTOR, selector)
        return next((one for one in found if one.is_displayed() and words in one.text), None)

    def see(self, selector: str, words: str = "") -> WebElement:
        return self.until(lambda: self._first(selector, words), f"{self.name} sees no {words!r} in {selector}")

    def click(self, selector: str, words: str = "") -> None:
        def clicked() -> bool:
            one = self._first(selector, words)
            if one is not None:
                one.click()
            return one is not None

        self.until(clicked, f"{self.name} can't click on {words!r} in {selector}")

    # --- in JupyterLab

    def menu(self, *labels: str) -> None:
        """A way through JupyterLab's menus."""
        self.click(".lm-MenuBar-itemLabel", labels[0])
        for label in labels[1:]:
            self.click(".lm-Menu-itemLabel", label)

    def see_notebook(self, words: str) -> None:
        """Wait until the notebook with these words is drawn and its kernel listens: what is run before is lost."""
        self.see(".jp-Notebook", words)
        self.see("#jp-main-statusbar", "| Idle")

    def write(self, kind: str, words: str, answer: str) -> None:
        """Put an answer in the place of what stands in the cell with these words, and run the cell.

        Returns when a cell of code has run: where it fails, the kernel also drops what it is asked for meanwhile.
        """
        cell = self.see(f".jp-Notebook .jp-{kind}Cell", words)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", cell)
        keyboard = ActionChains(self.browser)
        if kind == "Markdown":
            keyboard.double_click(cell.find_element(By.CSS_SELECTOR, ".jp-RenderedMarkdown")).perform()
        self.until(lambda: cell.find_element(By.CSS_SELECTOR, ".cm-content").click() is None, "an editor")
        keyboard.key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
        self.browser.execute_cdp_cmd("Input.insertText", {"text": answer})
        prompt = cell.find_element(By.CSS_SELECTOR, ".jp-InputPrompt")
        earlier = prompt.text
        self.run_cell()
        if kind == "Code":
            self.until(lambda: prompt.text not in (earlier, *_NOT_RUN), f"{words!r} is not run")

    def run_cell(self) -> None:
        """Run the chosen cell; the next one is chosen then."""
        ActionChains(self.browser).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
