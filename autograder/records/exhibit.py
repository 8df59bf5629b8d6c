"""What a marker sees beside a text: a picture, a table or quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Classes that MathJax skips: students' words must not become formulas, which could cover other parts of the page
NO_FORMULAS = "tex2jax_ignore mathjax_ignore"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture, a table or a list of quotes.

    `for_marker` hides it from the student. A `comparable` picture is shown with those of the class in its report.
    """

    title: str
    png: bytes = b""
    alt: str = ""
    table: Sequence[Sequence[str]] = ()  # the first row is the head
    quotes: Sequence[tuple[str, str]] = ()  # a sentence (or nothing) and what is said of it
    note: str = ""
    for_marker: bool = False
    comparable: bool = False
