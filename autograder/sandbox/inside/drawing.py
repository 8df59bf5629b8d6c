"""Runs inside the sandbox: a `matplotlib.pyplot` that draws nothing, so that a figure takes no time.

A `questions.py` imports it as `drawing`, where its assignment names that in `question_helpers`, and calls `install()`
before the notebook's cells. Figures, axes and what they return accept every call and do nothing. Colours, styles
and parameters come from Matplotlib itself.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import itertools
import re
import sys
import types
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

_PYPLOT = "matplotlib.pyplot"
_GRIDS = ("mpl_toolkits", "mpl_toolkits.axes_grid1")
# Names of pyplot that belong to other modules of Matplotlib, which are imported when they are used
_REAL = ("cm", "style", "colors", "gridspec", "patches", "ticker")
_OF_REAL = {
    "rcParams": "matplotlib",
    "rcParamsDefault": "matplotlib",
    "rc": "matplotlib",
    "rc_context": "matplotlib",
    "rcdefaults": "matplotlib",
    "colormaps": "matplotlib",
    "Normalize": "matplotlib.colors",
    "GridSpec": "matplotlib.gridspec",
    "Circle": "matplotlib.patches",
    "Rectangle": "matplotlib.patches",
    "Polygon": "matplotlib.patches",
    "MaxNLocator": "matplotlib.ticker",
}
_LIMITS = (0.0, 1.0)
# What `from matplotlib.pyplot import *` brings
_COMMON = re.findall(
    r"\w+",
    """
    figure subplots subplot subplot2grid subplot_mosaic gcf gca axes sca clf cla close show savefig draw pause ion ioff
    imshow matshow imsave plot scatter hist bar errorbar fill_between contour contourf pcolormesh title suptitle axis
    xlabel ylabel xlim ylim xticks yticks legend grid colorbar text annotate axhline axvline tight_layout
    subplots_adjust gray set_cmap rcParams style cm
    """,
)


class Axes:
    """A figure, axes, or any part of them: every attribute is a method that does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _METHODS.get(name, self)

    def __call__(self, *_args: Any, **_keywords: Any) -> Axes:
        return self

    def __getitem__(self, _index: Any) -> Axes:
        return self

    def __setitem__(self, _index: Any, _value: Any) -> None:
        return None

    def __iter__(self) -> Iterator[Axes]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Axes:
        return self

    def __exit__(self, *_error: Any) -> None:
        return None


def _subplots(nrows: int = 1, ncols: int = 1, *_args: Any, squeeze: bool = True, **_keywords: Any) -> Any:
    """Return a figure and its axes, in the number and form that Matplotlib would give."""
    return _FIGURE, _axes(nrows, ncols, squeeze=squeeze)


def _axes(nrows: int = 1, ncols: int = 1, *_args: Any, squeeze: bool = True, **_keywords: Any) -> Any:
    grid = np.empty((int(nrows), int(ncols)), object)
    grid.fill(_INERT)
    if not squeeze:
        return grid
    return _INERT if grid.size == 1 else grid.squeeze()


def _mosaic(layout: Any, *_args: Any, **_keywords: Any) -> tuple[Axes, dict[Any, Axes]]:
    rows = layout.replace(";", "\n").split() if isinstance(layout, str) else layout
    return _FIGURE, dict.fromkeys(itertools.chain.from_iterable(rows), _INERT)


def _hist(x: Any, bins: Any = 10, *_args: Any, **keywords: Any) -> tuple[Any, Any, Axes]:
    counts, edges = np.histogram(np.asarray(x).ravel(), bins, keywords.get("range"))
    return counts, edges, _INERT


def _lines(*_args: Any, **_keywords: Any) -> list[Axes]:
    return [_INERT]


def _ticks(*_args: Any, **_keywords: Any) -> tuple[Any, list[Axes]]:
    return np.array(_LIMITS), []


_INERT = Axes()
_METHODS: dict[str, Any] = {
    "plot": _lines,
    "hist": _hist,
    "xlim": lambda *_args, **_keywords: _LIMITS,
    "ylim": lambda *_args, **_keywords: _LIMITS,
    "get_xlim": lambda: _LIMITS,
    "get_ylim": lambda: _LIMITS,
    "axis": lambda *_args, **_keywords: _LIMITS * 2,
    "get_size_inches": lambda: np.array([6.4, 4.8]),
    "get_figwidth": lambda: 6.4,
    "get_figheight": lambda: 4.8,
    "get_legend_handles_labels": lambda: ([], []),
    "fignum_exists": lambda _number: False,
    "get_fignums": lambda: [],
}
_OF_FIGURES: dict[str, Any] = {"subplots": _axes}
_OF_PYPLOT: dict[str, Any] = {
    "subplots": _subplots,
    "subplot_mosaic": _mosaic,
    "xticks": _ticks,
    "yticks": _ticks,
    "get_cmap": lambda name=None, lut=None: _real_colours(name, lut),
}


def _real_colours(name: Any, count: int | None) -> Any:
    if name is not None and not isinstance(name, str):
        return name
    maps = importlib.import_module("matplotlib").colormaps
    found = maps[name or "viridis"]
    return found if count is None else found.resampled(count)


class Figure(Axes):
    """A figure, whose `subplots` gives axes alone."""

    def __getattr__(self, name: str) -> Any:
        return _OF_FIGURES.get(name) or super().__getattr__(name)

    def __call__(self, *_args: Any, **_keywords: Any) -> Axes:
        return _INERT


class _ImageGrid(Axes):
    """A grid of axes, as a sequence."""

    def __init__(self, _figure: Any, _place: Any, nrows_ncols: Sequence[int], **_keywords: Any) -> None:
        self._count = int(nrows_ncols[0]) * int(nrows_ncols[1])

    def __iter__(self) -> Iterator[Axes]:
        return itertools.repeat(_INERT, self._count)

    def __len__(self) -> int:
        return self._count


class _Pyplot(types.ModuleType):
    """Stands in for `matplotlib.pyplot`."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ("figure", "gcf"):
            return lambda *_args, **_keywords: _FIGURE
        if name == "Figure":
            return Figure
        if name in _REAL:
            return importlib.import_module(f"matplotlib.{name}")
        if name in _OF_REAL:
            return getattr(importlib.import_module(_OF_REAL[name]), name)
        return _OF_PYPLOT.get(name) or _METHODS.get(name, _INERT)


class _Grids(types.ModuleType):
    """Stands in for `mpl_toolkits` and its grids of axes."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _ImageGrid if name in ("ImageGrid", "Grid") else _INERT


_FIGURE = Figure()


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules that stand in for Matplotlib's."""

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> Any:
        known = name == _PYPLOT or name in _GRIDS
        return importlib.machinery.ModuleSpec(name, self, is_package=name in _GRIDS) if known else None

    def create_module(self, spec: Any) -> types.ModuleType:
        return _Pyplot(spec.name) if spec.name == _PYPLOT else _Grids(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        if module.__name__ == _PYPLOT:
            module.__dict__["__all__"] = _COMMON


def install() -> None:
    """Have later imports of pyplot get the module that draws nothing."""
    for name in (_PYPLOT, *_GRIDS):
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, _Finder())
