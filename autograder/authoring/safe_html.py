"""A student's Markdown as HTML in which nothing runs and nothing is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.authoring.formulas import DOLLAR, INLINE, with_mathml
from autograder.authoring.pictures import Decoder

_TAGS = frozenset(
    re.findall(
        r"\w+",
        "p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong b i u s del sub sup kbd span div "
        "table thead tbody tr th td details summary a img",
    )
)
_DATA_URL = "data:image/png;base64,"  # fetching a picture would tell its server who reads the text
_HIGHLIGHTING = re.compile(
    r"highlight|hl-\w+|[a-z][a-z0-9]?"
)  # classes of highlighted code; all others are dropped
_ACTIVE_COMMANDS = re.compile(r"\\(?=(?:href|url|style|class|cssId|require|unicode|bbox|mmlToken)(?![A-Za-z]))")


def import_parsers() -> None:
    """Import what `safe_markdown` needs, which takes a second, so that child processes forked later have it."""
    import nbconvert.filters.markdown_mistune  # noqa: F401


def safe_markdown(source: str, attachments: dict[str, dict[str, str]] | None = None) -> str:
    """Markdown as HTML that runs nothing and loads nothing. Tags that are not for text are shown as text."""
    from bleach.css_sanitizer import CSSSanitizer
    from bleach.sanitizer import Cleaner

    pictures = _Attachments((name, bundle) for name, bundle in (attachments or {}).items() if bundle)
    cleaner = Cleaner(
        tags=_TAGS,
        attributes=_Attributes().is_allowed,
        protocols={"http", "https", "mailto", "data"},
        css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
        filters=[_without_empty_pictures, with_mathml],
    )
    shown = cleaner.clean(_markdown(source, pictures))
    return _ACTIVE_COMMANDS.sub(r"\\backslash ", shown)


def _markdown(source: str, attachments: _Attachments) -> str:
    """nbconvert's HTML of a text, except that amounts such as "$5 and $6" are not taken for formulas."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath, MathInlineParser

    class Renderer(IPythonRenderer):
        def text(self, text: str) -> str:
            shown: str = super().text(text)
            return shown.replace("$", f"&{DOLLAR['name']};")

    class Inline(MathInlineParser):
        SPECIFICATION = {**MathInlineParser.SPECIFICATION, "inline_math_tex": INLINE}  # noqa: RUF012

        def parse_inline_math_tex(self, m: re.Match[str], state: Any) -> int:
            state.append_token({"type": "inline_math", "raw": m[0][1:-1]})
            return m.end()

    renderer = Renderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    return MarkdownWithMath(renderer=renderer, inline=Inline(hard_wrap=False)).render(source)


class _Attachments(dict[str, dict[str, str]]):
    """A cell's attachments, with an empty picture for one that is missing: nbconvert would stop there."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> dict[str, str]:
        return {"image/png": ""}


def _without_empty_pictures(source: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """html5lib's tokens, with words in place of each picture that was removed."""
    for token in source:
        if token.get("name") == "img" and (None, "src") not in token["data"]:
            alt = token["data"].get((None, "alt"), "")
            yield {"type": "Characters", "data": f"[a picture that is not shown: {alt}]"}
        else:
            yield token


class _Attributes:
    """Decides which attributes of one text's HTML are kept."""

    def __init__(self) -> None:
        self._decoder = Decoder()

    def is_allowed(self, tag: str, name: str, value: str) -> bool:
        if name == "class":
            return tag in ("div", "span", "pre") and all(_HIGHLIGHTING.fullmatch(word) for word in value.split())
        if tag == "img":
            return name in ("alt", "title") or (name == "src" and self._is_small_png(value))
        if tag == "a":
            return name == "title" or (name == "href" and not value.lower().lstrip().startswith("data"))
        in_table = tag in ("td", "th") and name in ("style", "align", "colspan")
        return in_table or (tag == "details" and name == "open")

    def _is_small_png(self, source: str) -> bool:
        if not source.startswith(_DATA_URL):
            return False
        return self._decoder.reencoded(source.removeprefix(_DATA_URL)) is not None
