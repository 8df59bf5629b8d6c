"""A real Chromium without a screen, for the tools that look at pages (needs Chromium and its driver)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from selenium import webdriver

FLAGS = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking"


@contextmanager
def chromium(width: int = 1300, height: int = 900) -> Iterator[webdriver.Chrome]:
    """A window of that size, in pixels."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium") or shutil.which("google-chrome"))
    for flag in (*FLAGS.split(), f"--window-size={width},{height}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()
