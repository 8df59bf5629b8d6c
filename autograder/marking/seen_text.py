"""What a marker sees of a text, as plain words: made from the HTML that the desk shows, and from nothing else.

What that HTML does not show is in no word of it: comments, attributes such as `title` and `href`, definitions of links,
phantoms in formulas. Formulas are written in a line, `x^2`; a picture is named as one.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

_HIDDEN = ("Cf", "Co", "Cn")  # categories that nobody sees: formats and tags, private and unassigned characters
_INVISIBLE = re.compile(  # letters and marks that nobody sees: fillers and variation selectors
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_STEERING = re.compile(r"[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\U0010ffff]|[\u2028\u2029]")
_VOID = {"br": "\n", "hr": "\n---\n", "img": "[a picture]", "mspace": " ", "mprescripts": ""}
_BLOCKS = frozenset(
    re.findall(r"\w+", "p h1 h2 h3 h4 h5 h6 ul ol dl dt dd div pre blockquote table details summary")
)
_STRUCK = ("del", "s")  # a marker sees what was taken back as such
_SIGNS = {"msub": "_", "msup": "^", "munder": "_", "mover": "^", "mfrac": "/"}
_BOTH = ("msubsup", "munderover")
_CELLS = ("td", "th", "mtd")
_LISTS = (
    "ul",
    "ol",
    "dl",
    "table",
    "thead",
    "tbody",
    "tr",
    "mtable",
    "mtr",
)  # between whose parts nothing is shown
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """A text without characters that nobody sees, or that steer a terminal or the direction of reading."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) not in _HIDDEN)
    return _STEERING.sub(" ", _INVISIBLE.sub("", seen))


def without_direction_signs(html: str) -> str:
    """A page without characters that show letters in another order than they were written."""
    return _DIRECTION.sub("", html)


def seen_text(html: str) -> str:
    """The words of a text's HTML, which `markdown2html` has made safe."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    words = plain(reader.words())
    return re.sub(r"\n(?:[ \t]*\n)+", "\n\n", words).strip()


class _Reader(HTMLParser):
    """Joins the parts of each element when it ends."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, list[str]]] = [("", [])]

    def words(self) -> str:
        """All that was read."""
        while len(self._open) > 1:
            self._end()
        return "".join(self._open[0][1])

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _VOID:
            self._add(_VOID[tag])
        else:
            self._open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._end() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, words: str) -> None:
        self._open[-1][1].append(words)

    def _end(self) -> str:
        tag, parts = self._open.pop()
        self._add(_joined(tag, parts, self._open[-1]))
        return tag


def _joined(tag: str, parts: list[str], outside: tuple[str, list[str]]) -> str:
    """The words of an element from those of its parts."""
    words = "".join(part for part in parts if part.strip() or tag not in _LISTS)
    if tag == "mphantom":
        return ""
    if tag in _SIGNS or tag in _BOTH or tag in ("msqrt", "mroot"):
        return _formula(tag, [part for part in parts if part])
    if tag in _STRUCK:
        return f"~~{words}~~"
    if tag == "li":
        number = 1 + sum(bool(part.strip()) for part in outside[1])
        return f"\n{f'{number}.' if outside[0] == 'ol' else '-'} {words.strip()}"
    if tag in _CELLS:
        return f"{words.strip()} | "
    if tag in ("tr", "mtr"):
        return f"\n{words.strip().removesuffix('|').strip()}"
    return f"\n{words}\n" if tag in _BLOCKS else words


def _formula(tag: str, parts: list[str]) -> str:
    """An element of a formula that puts its parts above, below or over each other."""
    first, *rest = [_bracketed(part) for part in parts] or [""]
    if tag == "msqrt":
        return f"sqrt({''.join(parts)})"
    if tag == "mroot":
        return f"root({', '.join(parts)})"
    signs = ("_", "^") if tag in _BOTH else (_SIGNS[tag],)
    return first + "".join(sign + part for sign, part in zip(signs, rest, strict=False))


def _bracketed(words: str) -> str:
    return words if len(words) == 1 or words.isalnum() else f"({words})"
