"""Converts a student's text and code to HTML in bounded time: the filters `markdown2html` and `highlight_code`.

Text that is too long, nested too deeply, or not converted in time is shown as it was typed, with a remark. All cells
of one page share one budget of seconds.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

from jinja2 import pass_context

from autograder.authoring.formulas import has_formula
from autograder.authoring.safe_html import import_parsers, safe_markdown
from autograder.sandbox.limits.time_limited_child import NoAnswer, in_child

_LONGEST_TEXT = 40_000  # characters without pictures: the longest cell of the kit's has a twentieth
_LONGEST_WITH_PICTURES = 8 << 20
_SHORT = 2_000  # characters that no parser takes half a second for: no child is needed, where there is no formula
_ONE_S, _PAGE_S = 5.0, 20.0  # for one cell, and for all cells of a page
_DEEPEST = 100  # elements in each other; a browser's own limit is 512
_SHOWN = 100_000  # characters of what is shown as it was typed
_KEPT = 256  # cells whose HTML is kept: most of a class's are the same
_PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]*")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = frozenset({"br", "hr", "img"})


class _PageTime:
    """The time budget of a page, and a cache of converted cells."""

    def __init__(self) -> None:
        self._page: Any = None
        self._left_s = 0.0
        self._kept: dict[tuple[str, ...], str] = {}

    def spend(self, page: Any, key: tuple[str, ...], make: Callable[[], str]) -> str:
        """Run the conversion of a cell within the page's time budget; raises NoAnswer where the time is up."""
        if key in self._kept:
            return self._kept[key]
        if page is not self._page or page is None:
            self._page, self._left_s = page, _PAGE_S
        if self._left_s <= 0:
            raise NoAnswer("the page's time was over")
        started = time.monotonic()
        try:
            short = sum(map(len, key)) <= _SHORT and (key[0] == "code" or not has_formula(key[0]))
            made = make() if short else in_child(make, min(_ONE_S, self._left_s))
        except RecursionError as error:
            raise NoAnswer("it is nested too deep") from error
        finally:
            self._left_s -= time.monotonic() - started
        if len(self._kept) >= _KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = made
        return made


_time = _PageTime()


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """A cell's Markdown as safe HTML, or its source where that fails."""
    import_parsers()
    attachments = context.get("cell", {}).get("attachments")
    try:
        _expect_sane(source, attachments)
        key = (source, json.dumps(attachments or {}))
        return _time.spend(context.get("nb"), key, lambda: _shallow(safe_markdown(source, attachments)))
    except (NoAnswer, RecursionError) as error:
        return as_typed(source, error if isinstance(error, NoAnswer) else NoAnswer("it is nested too deep"))


def strip_files_prefix(page: str) -> str:
    """A text's HTML without the prefix `files/` of old notebooks, as nbconvert's filter of that name gives it."""
    strip = _without_prefix if len(page) <= _LONGEST_TEXT else _without_prefix.__wrapped__
    return strip(page)


@lru_cache(maxsize=_KEPT)
def _without_prefix(page: str) -> str:
    from nbconvert.filters.strings import strip_files_prefix as strip

    stripped: str = strip(page)  # type: ignore[no-untyped-call]
    return stripped


def _expect_sane(source: str, attachments: Any) -> None:
    pictures = sum(len(match[0]) for match in _PICTURE.finditer(source))
    if len(source) - pictures > _LONGEST_TEXT or len(source) > _LONGEST_WITH_PICTURES:
        raise NoAnswer(f"it is longer than {_LONGEST_TEXT} characters")


def _shallow(page: str) -> str:
    """Return the HTML unchanged; raises NoAnswer where it is nested too deeply for other programs."""
    depth = 0
    for tag in _TAG.finditer(page):
        if tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            raise NoAnswer("it is nested too deep")
    return page


def as_typed(source: str, reason: NoAnswer) -> str:
    """The escaped source, after a remark that says why."""
    rest = len(source) - _SHOWN
    remark = f"Shown as it was typed: {reason}." + (f" {rest} characters more are left out." if rest > 0 else "")
    style = "white-space:pre-wrap;overflow-wrap:anywhere"
    return f"<p><em>{escape(remark)}</em></p><pre style='{style}'>{escape(source[:_SHOWN])}</pre>"


@pass_context
def highlight_code(context: Any, source: str, language: str | None = None, metadata: Any = None) -> str:
    """A cell's code with nbconvert's syntax colours, or its source where that fails."""
    about = context.get("nb", {}).get("metadata", {}).get("language_info", {})
    lexer = about.get("pygments_lexer", about.get("name"))
    magics = (metadata or {}).get("magics_language")
    key = ("code", source, *(str(word or "") for word in (lexer, language, magics)))
    try:
        return _time.spend(context.get("nb"), key, lambda: _coloured(source, lexer, language, magics))
    except NoAnswer as error:
        return f'<div class="highlight">{as_typed(source, error)}</div>'


def _coloured(source: str, lexer: Any, language: str | None, magics: Any) -> str:
    metadata = {"magics_language": magics} if magics else None
    return str(_highlighter(lexer if isinstance(lexer, str) else None)(source, language, metadata))


@lru_cache(maxsize=16)
def _highlighter(lexer: str | None) -> Any:
    from nbconvert.filters.highlight import Highlight2HTML

    return Highlight2HTML(pygments_lexer=lexer)  # type: ignore[no-untyped-call]
