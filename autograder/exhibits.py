"""What a marker sees of a submission, as safe HTML: figures and tables of the kit, the student's texts and pictures.

Every string of the kit's is escaped here, a text's Markdown becomes HTML without anything that runs or loads, and a
picture of a student's is decoded and written anew: what reaches a page is a PNG of bounded size and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from html import escape
from typing import Any

_MOST_BYTES = 8 << 20
_MOST_PIXELS = 16_000_000
_WIDTH = 1100  # pixels of a page


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One thing to look at: a picture, a table or a list of quotes. `for_marker` keeps it from the student; a picture
    that is `comparable` stands beside those of the class in its report.
    """

    title: str
    png: bytes = b""
    alt: str = ""
    table: Sequence[Sequence[str]] = ()  # the first row is the head
    quotes: Sequence[tuple[str, str]] = ()  # a sentence (or nothing) and what is said of it
    note: str = ""
    for_marker: bool = False
    comparable: bool = False

    def as_html(self) -> str:
        parts = [f"<p style='margin:1em 0 .3em'><b>{escape(self.title)}</b></p>"]
        if self.png:
            data = base64.b64encode(self.png).decode("ascii")
            parts.append(
                f"<img style='max-width:100%;border:0' alt='{escape(self.alt)}' src='data:image/png;base64,{data}'>"
            )
        if self.table:
            parts.append(_table(self.table))
        parts += [_quote(sentence, finding) for sentence, finding in self.quotes]
        if self.note:
            parts.append(f"<p style='margin:.3em 0;color:#444'>{escape(self.note)}</p>")
        return "".join(parts)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "png": base64.b64encode(self.png).decode("ascii")}

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> Exhibit:
        """Raises KeyError, TypeError or ValueError where the record is none of `as_json`."""
        quotes = [(str(sentence), str(finding)) for sentence, finding in record["quotes"]]
        return Exhibit(**{**record, "png": base64.b64decode(record["png"], validate=True), "quotes": quotes})


def as_html(exhibits: Sequence[Exhibit]) -> str:
    inner = "".join(exhibit.as_html() for exhibit in exhibits)
    return f"<div style='font-family:sans-serif;max-width:75em'>{inner}</div>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    cell = "style='text-align:left;vertical-align:top;padding:.3em .8em;border-top:1px solid #bbb'"
    head, *body = rows
    top = "".join(f"<th scope='col' {cell}>{escape(word)}</th>" for word in head)
    lines = "".join("<tr>" + "".join(f"<td {cell}>{escape(word)}</td>" for word in row) + "</tr>" for row in body)
    return f"<table style='border-collapse:collapse'><tr>{top}</tr>{lines}</table>"


def _quote(sentence: str, finding: str) -> str:
    said = f"<span style='color:#444'>“{escape(sentence)}”</span><br>" if sentence else ""
    return f"<p style='margin:.5em 0;padding-left:.8em;border-left:3px solid #b58900'>{said}{escape(finding)}</p>"


def own_pictures(outputs: Sequence[Mapping[str, Any]], most: int = 4) -> list[bytes]:
    """The PNGs among a student's outputs, decoded and written anew; what is none, or too large, is left out."""
    found: list[bytes] = []
    for output in outputs:
        data = output.get("data")
        encoded = data.get("image/png") if isinstance(data, Mapping) else None
        encoded = "".join(map(str, encoded)) if isinstance(encoded, list) else encoded
        if isinstance(encoded, str) and len(found) < most:
            png = _written_anew(encoded)
            found += [png] if png else []
    return found


def _written_anew(encoded: str) -> bytes | None:
    from PIL import Image

    if len(encoded) > _MOST_BYTES * 4 / 3:
        return None
    try:
        raw = base64.b64decode(encoded, validate=False)
        with Image.open(io.BytesIO(raw), formats=("PNG",)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            picture = opened.convert("RGB")
        picture.thumbnail((_WIDTH, 4 * _WIDTH))
        return small_png(picture)
    except (OSError, ValueError, SyntaxError, binascii.Error, Image.DecompressionBombError):
        return None


def small_png(picture: Any, colours: int = 256) -> bytes:
    """An RGB picture as PNG: as it is where it is grey, else with so many colours; with 256 it has a third of the size,
    and figures look the same.
    """
    from PIL import Image, ImageChops

    red, green, blue = picture.split()
    grey = not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    few = (
        red if grey else picture.quantize(colours, Image.Quantize.FASTOCTREE)
    )  # a tenth of the time of the others
    buffer = io.BytesIO()
    few.save(buffer, format="PNG")
    return buffer.getvalue()


# --- a student's Markdown -----------------------------------------------------------------------------------------

_TAGS = frozenset(
    re.findall(
        r"\w+",
        "p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong b i u s del sub sup kbd span div "
        "table thead tbody tr th td details summary a img",
    )
)
_KEPT_TEXT = 300_000  # characters of a cell and its pictures: no cell of the kit's has as many
_DRAWN_IN_PLACE = "data:image/png;base64,"  # fetching a picture would tell its server who reads the text
_COLOURED = re.compile(r"highlight|hl-\w+|[a-z][a-z0-9]?")  # the classes of code in colours, no others
_ACTIVE_MATHS = re.compile(r"\\(?=(?:href|url|style|class|cssId|require|unicode|bbox|mmlToken)(?![A-Za-z]))")


def safe_markdown(source: str, attachments: dict[str, dict[str, str]] | None = None) -> str:
    """Markdown as HTML that runs nothing and loads nothing: tags that are not for text are shown as they were typed."""
    pictures = json.dumps(attachments or {})
    given = len(source) + len(pictures) < _KEPT_TEXT
    return _as_html(source, pictures) if given else _as_html.__wrapped__(source, pictures)


@lru_cache(maxsize=64)  # most cells of a class's notebooks are those that were given
def _as_html(source: str, attachments: str) -> str:
    from bleach.css_sanitizer import CSSSanitizer
    from bleach.sanitizer import Cleaner
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    pictures = _Attachments((name, bundle) for name, bundle in json.loads(attachments).items() if bundle)
    renderer = IPythonRenderer(escape=False, attachments=pictures, exclude_anchor_links=True)
    cleaner = Cleaner(
        tags=_TAGS,
        attributes=_may_stay,
        protocols={"http", "https", "mailto", "data"},
        css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
        filters=[_without_empty_pictures],
    )
    shown = cleaner.clean(MarkdownWithMath(renderer=renderer).render(source))
    return _ACTIVE_MATHS.sub(r"\\backslash ", shown)


class _Attachments(dict[str, dict[str, str]]):
    """A cell's attachments; nbconvert stops at one that an editor has lost."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> dict[str, str]:
        return {"image/png": ""}


def _without_empty_pictures(source: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The tokens of html5lib, where words stand for a picture that was not kept."""
    for token in source:
        if token.get("name") == "img" and (None, "src") not in token["data"]:
            alt = token["data"].get((None, "alt"), "")
            yield {"type": "Characters", "data": f"[a picture that is not shown: {alt}]"}
        else:
            yield token


def _may_stay(tag: str, name: str, value: str) -> bool:
    """Whether an attribute of a text's HTML is kept."""
    if name == "class":
        return tag in ("div", "span", "pre") and all(_COLOURED.fullmatch(word) for word in value.split())
    if tag == "img":
        return name in ("alt", "title") or (name == "src" and _is_small_png(value))
    if tag == "a":
        return name == "title" or (name == "href" and not value.lower().lstrip().startswith("data"))
    return (tag in ("td", "th") and name in ("style", "align", "colspan")) or (tag == "details" and name == "open")


def _is_small_png(source: str) -> bool:
    return source.startswith(_DRAWN_IN_PLACE) and _written_anew(source.removeprefix(_DRAWN_IN_PLACE)) is not None


def markdown_filter() -> Any:
    """nbconvert's filter `markdown2html`, made safe: for `c.HTMLExporter.filters`."""
    from jinja2 import pass_context

    @pass_context
    def markdown2html(context: Any, source: str) -> str:
        return safe_markdown(source, context.get("cell", {}).get("attachments"))

    return markdown2html
