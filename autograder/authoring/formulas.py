"""Formulas in a text's HTML as MathML, which browsers draw without a script, a font or a network.

A formula stays as it was typed where it can't be converted, or where its MathML has an element, attribute or length
that is not allowed here. The converter is native code and may crash, so it runs in a process of its own
(`course/feedback/student_text_as_html.py`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from typing import Any
from xml.parsers import expat

Token = dict[str, Any]  # of html5lib

LONGEST = 1_000  # characters of one formula
_MOST_FORMULAS = 300  # formulas of one text
_SECONDS = 2.0  # for all formulas of one text
_MOST_NESTED = 40  # nested elements
_MOST_MATHML = 40_000
_EXPANSIONS = 50  # of a text's own \newcommand
_MOST_SPACE = 10.0  # em: a larger space would put the formula over other parts of the page

_TEX = r"(?:[^$\\`]|\\.)"
# As pandoc reads them: no space inside the dollars and no digit behind them, so that "$5 and $6" are amounts. Spaces
# are allowed where a sign of TeX, or nothing but a letter, stands inside.
_TIGHT = rf"(?=\S){_TEX}{{1,{LONGEST}}}(?<=\S)"
_LOOSE = rf"(?=[^$`]*[\\^_=]){_TEX}{{1,{LONGEST}}}|\s*[A-Za-z]\s*"
INLINE = rf"(?<![$\\])\$(?!\$)(?s:{_TIGHT}|{_LOOSE})\$(?![\d$])"
_FORMULA = re.compile(
    rf"\$\$(?P<double>[^$]{{1,{LONGEST}}})\$\$"
    rf"|(?P<single>{INLINE})"
    rf"|\\\[(?P<bracket>.{{1,{LONGEST}}}?)\\\]"
    rf"|\\\((?P<parenthesis>.{{1,{LONGEST}}}?)\\\)"
    rf"|(?P<environment>\\begin\{{(?P<name>[a-z]{{1,20}}\*?)\}}.{{0,{LONGEST}}}?\\end\{{(?P=name)\}})",
    re.DOTALL,
)
_INLINE_KINDS = ("single", "parenthesis")
_VERBATIM = frozenset({"code", "pre", "kbd"})
DOLLAR = {"type": "Entity", "name": "#36"}  # a dollar sign that is no part of a formula

ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts "
        "mprescripts mtable mtr mtd mphantom mpadded mstyle",
    )
)
_WORD = re.compile(r"[a-z]+")
_LENGTH = re.compile(r"(-?\d*\.?\d+)(?:em|ex|rem|%)?")
_ATTRIBUTES = {
    **dict.fromkeys(("display", "displaystyle", "form", "stretchy", "fence", "separator", "symmetric"), _WORD),
    **dict.fromkeys(("largeop", "movablelimits", "accent", "accentunder", "mathvariant"), _WORD),
    **dict.fromkeys(("lspace", "rspace", "width", "height", "depth", "voffset", "minsize", "maxsize"), _LENGTH),
    **dict.fromkeys(("linethickness", "scriptlevel"), _LENGTH),
    "mathcolor": re.compile(r"#?\w+"),
}
_STYLES = re.compile(
    r"(?:(?:text-align|justify-items):\s*[a-z]+"
    r"|(?:padding|border)(?:-(?:left|right|top|bottom))?:\s*\d?(?:\.\d+)?(?:em)?(?: solid currentcolor)?"
    r"|margin-(?:left|right):\s*-?[01]?(?:\.\d+)?em"
    r"|color:\s*#[0-9A-F]{6}"
    r"|width:\s*\d{1,2}0?%)"
)


def has_formula(text: str) -> bool:
    """Whether the text may contain a formula."""
    return "$" in text or "\\" in text


def with_mathml(source: Iterable[Token]) -> Iterator[Token]:
    """The tokens of a text's clean HTML with TeX replaced by MathML, except inside code.

    bleach passes `source` by name.
    """
    converter, verbatim = _Converter(), 0
    run: list[Token] = []
    for token in source:
        if token["type"] in ("Characters", "SpaceCharacters", "Entity") and not verbatim and token != DOLLAR:
            run.append(token)
            continue
        yield from converter.converted(run)
        run = []
        if token.get("name") in _VERBATIM:
            verbatim += {"StartTag": 1, "EndTag": -1}.get(token["type"], 0)
        yield token
    yield from converter.converted(run)


class _Converter:
    """Converts the formulas of one text, within limits on their number and on the time."""

    def __init__(self) -> None:
        self._left, self._deadline = _MOST_FORMULAS, time.monotonic() + _SECONDS

    def converted(self, run: list[Token]) -> list[Token]:
        """The tokens of text between two elements, converted; unchanged where there is no formula."""
        text = "".join(unescape(f"&{one['name']};") if one["type"] == "Entity" else one["data"] for one in run)
        made: list[Token] = []
        rest = 0
        for match in _FORMULA.finditer(text) if has_formula(text) else ():
            formula = self._formula(match)
            if formula:
                made += [_characters(text[rest : match.start()]), *formula]
                rest = match.end()
        return [*made, _characters(text[rest:])] if made else run

    def _formula(self, match: re.Match[str]) -> list[Token]:
        if self._left <= 0 or time.monotonic() > self._deadline:
            return []
        self._left -= 1
        kind = next(name for name in ("double", "single", "bracket", "parenthesis", "environment") if match[name])
        tex = match[kind].strip("$") if kind == "single" else match[kind]
        return _mathml(tex, kind not in _INLINE_KINDS)


def _characters(text: str) -> Token:
    return {"type": "Characters", "data": text}


def _mathml(tex: str, block: bool) -> list[Token]:
    """A formula's tokens; none where it can't be converted or its MathML is not allowed."""
    from math_core import LatexError

    try:
        made = _library().convert_with_local_state(tex, displaystyle=block)
        return _Reader().tokens(made) if len(made) <= _MOST_MATHML else []
    except (LatexError, ValueError, expat.ExpatError):  # UnicodeEncodeError is a ValueError
        return []


@lru_cache(maxsize=1)
def _library() -> Any:
    from math_core import LatexToMathML

    return LatexToMathML(fancy_error=False, max_expansions=_EXPANSIONS, macros={"mbox": r"\text"})


class _Reader:
    """Turns MathML into html5lib's tokens; raises ValueError where an element or attribute is not allowed."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._depth = 0

    def tokens(self, mathml: str) -> list[Token]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = lambda text: self._tokens.append(_characters(text))
        parser.Parse(re.sub(r"&([A-Za-z]{5,});", lambda match: unescape(match[0]), mathml), True)
        return self._tokens

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if name not in ELEMENTS or self._depth > _MOST_NESTED or not all(map(_fits, attributes.items())):
            raise ValueError(name)
        data = {(None, key): value for key, value in attributes.items()}
        self._tokens.append({"type": "StartTag", "name": name, "namespace": None, "data": data})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._tokens.append({"type": "EndTag", "name": name, "namespace": None, "data": {}})


def _fits(attribute: tuple[str, str]) -> bool:
    name, value = attribute
    if name == "style":
        return all(_STYLES.fullmatch(part.strip()) for part in value.split(";") if part.strip())
    match = _ATTRIBUTES[name].fullmatch(value) if name in _ATTRIBUTES else None
    return match is not None and (
        match.re is not _LENGTH or value.endswith("%") or abs(float(match[1])) <= _MOST_SPACE
    )
