"""The executed notebook, drawn by nbconvert's template for JupyterLab, in light and dark: all of it can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers import NAME, ROOT
from chromium import NEEDED, serious
from nbconvert import HTMLExporter
from rendering import faults, media

pytestmark = NEEDED


@pytest.fixture(scope="module", params=["light", "dark"])
def page(request, browser, tmp_path_factory):
    """The solution with its outputs and all hints unfolded; without MathJax, which nbconvert fetches from a network."""
    exporter = HTMLExporter(template_name="lab", theme=request.param, mathjax_url="", require_js_url="")
    html, _ = exporter.from_filename(str(ROOT / "solutions" / NAME / f"{NAME}.ipynb"))
    path: Path = tmp_path_factory.mktemp("page") / f"{request.param}.html"
    path.write_text(html)
    browser.get(path.as_uri())
    media(browser, width=1200, scheme=request.param)
    browser.execute_script("document.querySelectorAll('details').forEach(hint => hint.open = true)")
    return browser


def test_nothing_is_cut_off_or_covered_and_pictures_have_words(page):
    assert faults(page) == {}


def test_axe_finds_nothing_serious_in_texts_and_outputs(page):
    """The colours of prompts and of code are nbconvert's own."""
    assert serious(page, outside_of=".jp-InputPrompt, .jp-OutputPrompt, .jp-Editor") == []
