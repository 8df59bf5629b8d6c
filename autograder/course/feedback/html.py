"""HTML for people, from the templates in `templates/pages/`; every value is escaped, and one style sheet serves all."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.records.exhibit import NO_FORMULAS

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_BACKTICKS = re.compile(r"`([^`]+)`")
_SECTION = re.compile(r"/\* section: (\w+) \*/\n")


def render(name: str, **values: Any) -> str:
    """Render a template of `templates/pages/` with these values."""
    return environment().get_template(f"pages/{name}").render(no_formulas=NO_FORMULAS, **values)


@cache
def environment() -> Environment:
    """The Jinja environment of the kit's templates, with the filters that they use."""
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.filters |= {"style": style, "points": _points, "base64": _base64, "coded": coded}
    return made


@cache
def style(sections: str) -> Markup:
    """Sections of the style sheet, by their names with blanks between them."""
    _, *parts = _SECTION.split((TEMPLATES / "pages" / "vaekit.css").read_text(encoding="utf-8"))
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    return Markup("".join(found[name] for name in sections.split()))


def coded(text: str) -> Markup:
    """A message as HTML, its words in backticks as code."""
    return Markup(_BACKTICKS.sub(r"<code>\1</code>", str(escape(text))))


def _points(value: float) -> str:
    return f"{value:g}"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
