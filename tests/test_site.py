"""The documentation's site: built strictly, its links lead somewhere, and it asks nobody else for anything."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from answers import ROOT
from bs4 import BeautifulSoup
from chromium import NEEDED
from rendering import media
from typer.main import get_command

from autograder.commands.app import app

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("sphinx") is None, reason="the extra `docs` is not installed"
)
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src"}
GENERATED = {"genindex.html", "search.html", "py-modindex.html"}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Built as `make docs` does, but elsewhere."""
    folder = tmp_path_factory.mktemp("site")
    (line,) = re.findall(
        r"^\t@\$\(BIN\)/python (-m sphinx .*) site &&", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    done = subprocess.run(
        [sys.executable, *line.split(), str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, BeautifulSoup]:
    found = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    return {path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in found}


def test_every_document_is_a_page_in_the_navigation(site, pages):
    documents = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    listed = {link["href"] for link in pages[site / "index.html"].select(".sidebar-tree a")}
    assert len(documents) >= 8
    assert [name for name in documents if str(name.with_suffix(".html")) not in {*listed, "index.html"}] == []


def test_links_lead_somewhere(pages):
    broken = []
    for path, page in pages.items():
        for link in page.select("article a[href]"):
            target, _, anchor = unquote(link["href"]).partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            there = (path.parent / target).resolve() if target else path
            html = pages.get(there)
            if not there.exists() or (anchor and html is not None and html.find(id=anchor) is None):
                broken.append(f"{path.name}: {link['href']}")
    assert broken == []


def test_every_command_has_its_help(site, pages):
    page = pages[site / "guide" / "commands.html"]
    for name in get_command(app).commands:
        assert page.select_one(f"section#vaekit-{name} pre").get_text().startswith(f" Usage: vaekit {name}")


def test_pictures_have_words(pages):
    pictures = [picture for page in pages.values() for picture in page.select("article img")]
    assert pictures
    assert [picture["src"] for picture in pictures if len(picture.get("alt", "")) < 20] == []


def test_what_a_page_loads_is_its_own(site, pages):
    asked = [
        f"{path.name}: {tag[name]}"
        for path, page in pages.items()
        for kind, name in LOADING.items()
        for tag in page.find_all(kind)
        if re.match(r"(?:https?:)?//", tag.get(name, ""))
    ]
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert asked == []
    assert re.findall(r"(?:url\(|@import )['\"]?(?:https?:)?//[^)]*", styles) == []


@pytest.mark.parametrize("scheme", [pytest.param(scheme, marks=NEEDED, id=scheme) for scheme in ("light", "dark")])
def test_pages_in_a_browser(site, pages, browser, scheme):
    """Each scheme has its colours, nothing overflows the window, nothing is asked of another host."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    browser.get_log("performance")
    for path in pages:
        browser.get(path.as_uri())
        red = browser.execute_script("return getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]")
        assert (int(red) > 200) is (scheme == "light"), path.name
        media(browser, width=1200, scheme=scheme, medium="print")
        assert not browser.find_element(
            "class name", "skip-to-content"
        ).is_displayed()  # it would cover the first line
        media(browser, width=1200, scheme=scheme)
        wide = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0 or path.name in GENERATED, path.name
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = {
        event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"
    }
    assert urls
    assert [url for url in urls if not url.startswith(("file:", "data:", "chrome:"))] == []
