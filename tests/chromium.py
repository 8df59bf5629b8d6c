"""A real Chromium for the tests of pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import SessionNotCreatedException, WebDriverException
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run "
    "--disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1200,1400"
)
LONG_S = 400  # for what takes seconds on a machine that has nothing else to do
POLL_S = 0.1  # Selenium looks every half second, which is how long most waits would take
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"  # no page needs one
NEEDED = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium and its driver are not installed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # selenium leaves its pipes to the collector
]


@contextmanager
def chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """A window without a screen, whose profile lies in a folder of its own."""
    driver = _started(profile)
    driver.set_page_load_timeout(LONG_S)
    driver.set_script_timeout(LONG_S)
    try:
        yield driver
    finally:
        driver.quit()


def forget(driver: webdriver.Chrome) -> None:
    """Leave the page, and what a test has set: cookies, which all ports of a machine share, a size, a medium."""
    driver.get("about:blank")
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {})
    driver.get_log("browser")


def waiting(browser: webdriver.Chrome, *ignored: type[WebDriverException]) -> WebDriverWait[webdriver.Chrome]:
    """Waits until a page shows something: a look that ends in one of these errors is repeated."""
    return WebDriverWait(browser, LONG_S, POLL_S, ignored)


def _started(profile: Path) -> webdriver.Chrome:
    """A browser; its driver gives it a minute to start, and on a busy machine it is started again."""
    for attempt in range(3):
        try:
            return webdriver.Chrome(_options(profile / str(attempt)), webdriver.ChromeService(DRIVER))
        except SessionNotCreatedException as error:
            failed = error
    raise failed


def _options(profile: Path) -> webdriver.ChromeOptions:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*QUIET.split(), NO_NETWORK, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return options


_CONTRAST = """
const parts = colour => colour.match(/[\\d.]+/g).map(Number);
const over = (top, under) => { const alpha = top[3] ?? 1; return under.map((v, n) => alpha * top[n] + (1 - alpha) * v); };
const behind = e => e ? over(parts(getComputedStyle(e).backgroundColor), behind(e.parentElement)) : [255, 255, 255];
const light = colour => { const [r, g, b] = colour
  .map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ratio = e => { const ground = behind(e), ink = over(parts(getComputedStyle(e).color), ground);
  const [x, y] = [ground, ink].map(light).sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
return Math.min(...[...document.querySelectorAll(`${arguments[0]} *`)]
  .filter(e => e.innerText && e.children.length === 0).map(ratio));
"""


def contrast(browser: webdriver.Chrome, within: str = "body") -> float:
    """The least ratio of luminance between a text and what is behind it, 1 to 21, as WCAG 2 defines it."""
    return float(browser.execute_script(_CONTRAST, within))


def serious(browser: webdriver.Chrome, *, outside_of: str = "none") -> list[tuple[str, list[str]]]:
    """What axe-core finds serious or critical on the page that is shown, or outside of the elements that a selector
    names: its rule and the elements.
    """
    axe = pytest.importorskip("axe_core_python")
    browser.execute_script((Path(axe.__file__).parent / "axe.min.js").read_text())
    run = "const done = arguments[1]; axe.run({exclude: [[arguments[0]]]}).then(done)"
    found = browser.execute_async_script(run, outside_of)
    worst = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in worst]
