"""Somebody who works in a browser at the pace of a person's keys."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any, TypeVar

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.support.ui import WebDriverWait

KEY_S = 0.25
PATIENCE_S = 60
TOLD = 10  # texts between two lines of progress
_T = TypeVar("_T")


class Typist:
    """Somebody who strikes one key each quarter of a second, and waits for what a page shows."""

    def __init__(self, browser: webdriver.Chrome) -> None:
        self.browser = browser
        self.keys = 0
        self._due = 0.0

    def strike(self, *keys: str) -> None:
        """Strike one key, or keys that are held together, a quarter of a second after what was there to see before."""
        time.sleep(max(0.0, self._due - time.perf_counter()))
        self._due = time.perf_counter() + KEY_S
        self.keys += 1
        held, last = keys[:-1], keys[-1]
        actions = ActionChains(self.browser)
        for key in held:
            actions.key_down(key)
        actions.send_keys(last)
        for key in held:
            actions.key_up(key)
        actions.perform()

    def until(self, seen: Callable[[], _T]) -> _T:
        """What a page shows at last; the next key comes a quarter of a second later."""
        found = self.wait(seen)
        self._due = time.perf_counter() + KEY_S
        return found

    def wait(self, seen: Callable[[], _T]) -> _T:
        """What a page shows at last, where the typist does not look for it. Raises SystemExit where it does not come."""
        try:
            found: _T = WebDriverWait(self.browser, PATIENCE_S, poll_frequency=0.02).until(lambda _: seen())
        except TimeoutException as error:
            shown = self.words("body")[:3000]
            raise SystemExit(f"{self.browser.current_url} does not come further:\n{shown}") from error
        return found

    def words(self, selector: str) -> str:
        script = "return document.querySelector(arguments[0])?.innerText ?? ''"
        return str(self.browser.execute_script(script, selector))


def tell_progress(what: str, records: list[dict[str, Any]], count: int) -> None:
    """Print how far it is, at each tenth text."""
    if len(records) % TOLD == 0 or len(records) == count:
        left = (count - len(records)) * statistics.mean(one["seconds"] for one in records[-TOLD:]) / 60
        print(f"{what}: {len(records)} of {count} texts, about {left:.0f} min left", flush=True)
