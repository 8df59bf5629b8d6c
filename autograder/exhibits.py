"""What a marker sees above a text: figures and tables of the kit, and the student's own pictures, as safe HTML.

Every string is escaped here, and a picture of a student's is decoded and written anew: what reaches a page is a PNG of
bounded size and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

_MOST_BYTES = 8 << 20
_MOST_PIXELS = 16_000_000
_WIDTH = 1100  # pixels of a page


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One thing to look at: a picture, a table or a list of quotes. `for_marker` keeps it from the student."""

    title: str
    png: bytes = b""
    alt: str = ""
    table: Sequence[Sequence[str]] = ()  # the first row is the head
    quotes: Sequence[tuple[str, str]] = ()  # a sentence (or nothing) and what is said of it
    note: str = ""
    for_marker: bool = False

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


def small_png(picture: Any) -> bytes:
    """A picture as PNG with at most 256 colours: a third of the size, and figures look the same."""
    buffer = io.BytesIO()
    picture.quantize(256).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
