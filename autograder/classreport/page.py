"""Renders the class report as one HTML page without scripts or requests; all text of students is escaped.

The template is `templates/classreport.html`. The page's own policy forbids scripts and connections, so that nothing of a
submission could act even if it were not escaped.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autograder.authoring.pictures import small_png
from autograder.classreport.records import ClassReport, Gallery
from autograder.records.exhibit import Exhibit
from autograder.records.text import printable

_TOP = 5  # mistakes on the first screen
_MOST_PAIRS = 20
_BINS = 10
_SMALL = 640  # pixels of a picture's width
_COLOURS = 48  # of a picture: half the size of 256
_PICTURES_BYTES = 2_800_000  # of all pictures: the page stays below 5 MB
_INK, _BAR = "#0a0b0c", "#0d0e0f"  # placeholders for the page's colours, which follow the light or dark scheme


@dataclass(frozen=True, slots=True)
class _Small:
    """A picture of the page."""

    student: str
    score: float
    alt: str
    source: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A gallery of the page: the pictures that fit, and whose are left out."""

    title: str
    pictures: tuple[_Small, ...]
    left_out: tuple[str, ...]
    without: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """How the marking desk is opened: by a command and, where it is known, at the address of a server."""

    command: str
    address: str = ""


def page(report: ClassReport, again: str, drawing: str, made: datetime, desk: Desk) -> str:
    """The page. `again` is the command that grades what has no result, `drawing` the one that draws missing pictures."""
    from autograder.course.feedback.html import environment

    pages = environment().overlay()
    pages.filters = pages.filters | {
        "percent": _percent,
        "points": _points,
        "signed": _signed,
        "line": printable,
    }
    pairs = report.comparison.pairs if report.comparison is not None else ()
    made_page: str = pages.get_template("classreport.html").render(
        report=report,
        counted=len(report.scores),
        top=report.most_shared[:_TOP],
        more_mistakes=len(report.most_shared[_TOP:]),
        histogram=_histogram(report) if report.scores else None,
        bins=_bins(report),
        galleries=_shown(report.galleries),
        pairs=pairs[:_MOST_PAIRS],
        more_pairs=len(pairs[_MOST_PAIRS:]),
        again=again,
        drawing=drawing,
        made=made,
        desk=desk,
    )
    return made_page


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _points(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


# --- the distribution -------------------------------------------------------------------------------------------


def _bins(report: ClassReport) -> list[tuple[float, float, int]]:
    """The histogram's bins: from, below (in the last bin: up to), count."""
    width = report.max_score / _BINS
    places = [min(_BINS - 1, int(score / width)) for score in report.scores.values()]
    return [(width * i, width * (i + 1), places.count(i)) for i in range(_BINS)]


def _histogram(report: ClassReport) -> str:
    """The distribution of points as SVG, which takes the page's colours."""
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    bins, middle = _bins(report), report.median or 0.0
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "points", "font.size": 11}):
        figure = Figure(figsize=(8, 3), layout="constrained")
        axes = figure.subplots()
        bars = axes.bar(
            [low for low, _, _ in bins],
            [count for _, _, count in bins],
            width=bins[0][1],
            align="edge",
            color=_BAR,
            edgecolor=_INK,
        )
        axes.bar_label(bars, [str(count) if count else "" for _, _, count in bins], color=_INK)
        axes.axvline(middle, color=_INK, linestyle="--", linewidth=2)
        axes.set_xlabel(f"points of {report.max_score:g} (dashed: the median, {_points(middle)})", color=_INK)
        axes.set_ylabel("submissions", color=_INK)
        axes.set_xticks([low for low, _, _ in bins] + [report.max_score])
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        axes.margins(x=0, y=0.15)
        axes.tick_params(colors=_INK)
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(_INK)
        return _inline(figure)


def _inline(figure: Any) -> str:
    """A figure as inline SVG, hidden from screen readers: the page also gives it in words."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    drawing = buffer.getvalue()
    drawing = drawing[drawing.index("<svg") :].replace(_INK, "var(--ink)").replace(_BAR, "var(--bar)")
    return drawing.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)


# --- pictures ---------------------------------------------------------------------------------------------------


def _shown(galleries: Sequence[Gallery]) -> list[_Shown]:
    """What fits of each gallery: the first ones, which have the fewest points."""
    return [_fitting(gallery, _PICTURES_BYTES // len(galleries)) for gallery in galleries]


def _fitting(gallery: Gallery, most: int) -> _Shown:
    pictures: list[_Small] = []
    broken: list[str] = []
    for picture in gallery.pictures:
        png = _reduced(picture.exhibit)
        if png is None:
            broken.append(picture.student)
            continue
        most -= len(png)
        if most < 0:
            break
        source = f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"
        pictures.append(_Small(picture.student, picture.score, picture.exhibit.alt, source))
    left_out = tuple(picture.student for picture in gallery.pictures[len(pictures) + len(broken) :])
    return _Shown(gallery.title, tuple(pictures), left_out, gallery.without, tuple(broken))


def _reduced(exhibit: Exhibit) -> bytes | None:
    """The reduced picture; None where it can't be read."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(exhibit.png), formats=("PNG",)) as opened:
            picture = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    picture.thumbnail((_SMALL, 4 * _SMALL), Image.Resampling.LANCZOS)
    return small_png(picture, _COLOURS)
