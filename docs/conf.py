"""The documentation's site: `make docs`. What its pages quote comes from the real files, so that it can't go stale."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from typer.main import get_command
from typer.testing import CliRunner

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


class HelpOfCommands(SphinxDirective):
    """What each command prints for `--help`, a section each: `{help-of-commands}`."""

    def run(self) -> list[nodes.Node]:
        from autograder.commands.app import app  # whatever commands there are

        return [self._section(name) for name in ("", *_names(get_command(app)))]

    def _section(self, name: str) -> nodes.section:
        title = f"vaekit {name}".strip()
        text = _help_of(name)
        made = nodes.section(ids=[nodes.make_id(title)], names=[title])
        self.state.document.note_implicit_target(made)
        made += [nodes.title(title, title), nodes.literal_block(text, text, language="text")]
        return made


def _names(group: Any, before: str = "") -> Iterator[str]:
    """The commands, each after the group that it belongs to."""
    for name, command in group.commands.items():
        yield f"{before}{name}"
        yield from _names(command, f"{before}{name} ") if hasattr(command, "commands") else ()


def _help_of(name: str) -> str:
    from autograder.commands.app import app

    plain = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100"}
    done = CliRunner().invoke(app, [*name.split(), "--help"], prog_name="vaekit", env=plain)
    if done.exit_code:
        raise ExtensionError(f"vaekit {name} --help failed: {done.output}")
    return "\n".join(line.rstrip() for line in done.output.strip("\n").splitlines())


def setup(app: Sphinx) -> None:
    app.add_directive("notebook-cell", NotebookCell)
    app.add_directive("help-of-commands", HelpOfCommands)
