"""The documentation's site: `make docs`. What its pages quote comes from the real files, so that it can't go stale."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).resolve().parent.parent

project = "vaekit"
html_title = "vaekit"
extensions = ["myst_parser"]
exclude_patterns = ["_static"]
myst_heading_anchors = 3
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["vaekit.css"]
html_show_copyright = False
html_copy_source = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


class NotebookCell(SphinxDirective):
    """A cell of a notebook, by its grade_id: `{notebook-cell} <path from the root> <grade_id>`."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        name, grade_id = self.arguments
        path = ROOT / name
        self.env.note_dependency(str(path))
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id]
        if len(found) != 1:
            raise ExtensionError(f"{name} has {len(found)} cells called {grade_id}")
        text = "".join(found[0]["source"])
        language = "python" if found[0]["cell_type"] == "code" else "markdown"
        return [nodes.literal_block(text, text, language=language)]


class CommandHelp(SphinxDirective):
    """What `vaekit <command> --help` prints: `{command-help} <command>`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        words = [] if self.arguments == ["vaekit"] else self.arguments
        command = [sys.executable, "-m", "autograder", *words, "--help"]
        plain = {**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "90"}
        done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ExtensionError(f"vaekit {' '.join(words)} --help failed: {done.stderr}")
        text = done.stdout.replace("python -m autograder", "vaekit").strip("\n")
        text = "\n".join(line.rstrip() for line in text.splitlines())
        return [nodes.literal_block(text, text, language="text")]


def setup(app: Sphinx) -> None:
    app.add_directive("notebook-cell", NotebookCell)
    app.add_directive("command-help", CommandHelp)
