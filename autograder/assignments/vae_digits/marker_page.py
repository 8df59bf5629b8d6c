"""The page that a marker's figures are drawn on: it takes the calls that `lab.py` makes of Matplotlib's axes.

Axes search for the fonts of each text and resample each image, which is most of a figure's time. Here the outlines of
letters are kept, and images are put straight among the pixels. One pixel stands for each CSS pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, IdentityTransform

Array = npt.NDArray[Any]
_DPI = 96  # of CSS pixels
_POINT = _DPI / 72  # in pixels
_DISC = Path.unit_circle().transformed(Affine2D().scale(0.5))
_WORDS = 3  # Matplotlib's order where none is given: discs 1, lines 2, words 3
_KEPT = 256  # outlines of lines: two figures have 90


class MarkerPage:
    """A white page of width × height CSS pixels, which are counted from its upper left corner."""

    def __init__(self, width: int, height: int) -> None:
        self._height = height
        self._figure, self._renderer = _blank(width, height)
        self._pixels = np.asarray(self._renderer.buffer_rgba())  # (height, width, 4), the renderer's own
        self._pixels[:] = 255
        self._upwards = Affine2D().scale(1, -1).translate(0, height)  # Matplotlib counts from the lower left
        self._collections: list[Collection] = []
        self._words: dict[float, list[tuple[Path, Array, str]]] = {}  # by their order: outline, place, colour

    def drawn(self) -> Array:
        """The pixels of the whole page, (height, width, 4): red, green, blue and opacity, which is 255."""
        for order, words in self._words.items():
            self._add_letters(order, *zip(*words, strict=True))
        for one in sorted(self._collections, key=lambda one: one.get_zorder()):
            one.draw(self._renderer)
        return self._pixels

    def imshow(self, image: Array, cmap: Any = None, *, extent: Sequence[float], **_: Any) -> None:
        """Put an image between (left, right, bottom, top), below all else: (rows, columns, 4), or (rows, columns) where a
        map of colours is given; all in [0, 1]. Each pixel has the colour that the image has at the pixel's middle.
        """
        left, right, bottom, top = extent
        (row, rows), (column, columns) = _pixels(top, bottom, len(image)), _pixels(left, right, image.shape[1])
        colours = (255 * image).astype(np.uint8) if cmap is None else cmap(image, bytes=True)
        upwards = colours[np.ix_(rows[::-1], columns)]
        self._renderer.draw_image(self._renderer.new_gc(), column, self._height - row - len(rows), upwards)

    def scatter(self, x: Array, y: Array, s: float, c: Any, edgecolors: Any = "face", **style: Any) -> None:
        """Draw discs of s square points, at (n,) x and y."""
        style |= {"offsets": np.stack([x, y], axis=1), "offset_transform": self._upwards}
        self._add(PathCollection([_DISC], sizes=[s], facecolors=c, edgecolors=edgecolors, **style))

    def add_collection(self, lines: Collection) -> None:
        """Draw lines that are given in CSS pixels."""
        self._add(lines, self._upwards)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        fontsize: float,
        color: str,
        fontweight: str = "normal",
        ha: str = "left",
        va: str = "baseline",
        linespacing: float | None = None,
        zorder: float = _WORDS,
    ) -> None:
        """Write words of `fontsize` points, aligned as Matplotlib aligns them."""
        lines = words.split("\n")
        block = _block(len(lines), fontsize, fontweight, linespacing)
        first = y + block.first_baseline(va)
        for number, line in enumerate(lines):
            outline, width = _outline(line, fontsize, fontweight)
            left = x - width * {"left": 0, "center": 0.5, "right": 1}[ha]
            place = self._upwards.transform((left, first + number * block.step))
            self._words.setdefault(zorder, []).append((outline, place, color))

    def _add_letters(self, order: float, outlines: Any, places: Any, colours: Any) -> None:
        style = {"offsets": places, "offset_transform": IdentityTransform(), "linewidths": 0, "zorder": order}
        letters = PathCollection(outlines, facecolors=colours, **style)
        letters.set_snap(False)
        self._add(letters)

    def _add(self, collection: Collection, transform: Any = None) -> None:
        collection.set_transform(transform or IdentityTransform())
        collection.set_figure(self._figure)
        self._collections.append(collection)


def _blank(width: int, height: int) -> tuple[Figure, Any]:
    """A figure of width × height pixels, and what draws on its pixels."""
    canvas: Any = FigureCanvasAgg(Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI))
    return canvas.figure, canvas.get_renderer()


def _pixels(start: float, end: float, count: int) -> tuple[int, Array]:
    """The first of the pixels whose middles lie between start and end, and for each of them which of `count` equal parts
    it is in.
    """
    first, behind = (int(np.ceil(edge - 0.5)) for edge in (start, end))
    middles = np.arange(first, behind) + 0.5
    return first, ((middles - start) * (count / (end - start))).astype(int)


# --- letters --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=_KEPT)
def _outline(line: str, fontsize: float, fontweight: str) -> tuple[Path, float]:
    """The outline of a line of text, in pixels from the start of its baseline, and its width."""
    font = FontProperties(weight=fontweight, size=fontsize * _POINT)
    corners, codes = text_to_path.get_text_path(font, line)
    width, _, _ = text_to_path.get_text_width_height_descent(line, font, False)
    scale = font.get_size() / text_to_path.FONT_SCALE
    return Path(np.reshape(corners, (-1, 2)) * scale, codes), width


@dataclass(frozen=True)
class _Block:
    """Lines of text, in pixels: what is above and below their last baseline, and from one baseline to the next."""

    count: int
    above: float
    below: float
    step: float

    def first_baseline(self, va: str) -> float:
        """How far the first baseline lies below the point that the block is aligned to."""
        rest = (self.count - 1) * self.step
        return {
            "baseline": -rest,
            "top": self.above - rest,
            "center": (self.above - self.below) / 2 - rest,
            "center_baseline": (self.above - rest) / 2,
        }[va]


@lru_cache(maxsize=_KEPT)
def _block(count: int, fontsize: float, fontweight: str, linespacing: float | None) -> _Block:
    """A block of `count` lines as Matplotlib sets it: it alone knows what its fonts and its version want."""
    figure, renderer = _blank(1, 1)
    style: dict[str, Any] = {"fontsize": fontsize, "fontweight": fontweight, "linespacing": linespacing}
    texts = (Text(0, 0, "\n".join("0" * lines), figure=figure, **style) for lines in (count, count + 1))
    box, longer = (text.get_window_extent(renderer) for text in texts)
    return _Block(count, box.y1, -box.y0, longer.height - box.height)
