"""Tolerant comparison with messages for students: what was checked, what was expected, what came.

Everything that is compared comes from untrusted code. What is no finite number of the right shape fails with
a sentence; it never raises anything but CheckFailed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Mistakes = Mapping[str, npt.ArrayLike]
_CLOSELY = 0.02  # of a tolerance: rounding stays below
_SHOWN = 4  # an array of at most so many numbers is shown whole; of a larger one, the worst element


class CheckFailed(Exception):
    """The student's answer is wrong; `misconception` is a slug of the catalogue, or None."""

    def __init__(self, message: str, misconception: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.misconception = misconception


def expect(condition: bool | np.bool_, message: str, misconception: str | None = None) -> None:
    """Fail with `message` unless `condition` holds."""
    if not condition:
        raise CheckFailed(message, misconception)


@np.errstate(over="ignore")  # what is so far off is compared all the same
def expect_close(
    actual: Any,
    expected: npt.ArrayLike,
    *,
    what: str,
    rtol: float,
    atol: npt.ArrayLike = 0.0,
    known_mistakes: Mistakes | Callable[[], Mistakes] | None = None,
    closely: float = 1.0,
    hint: str | None = None,
    labels: Sequence[str] | None = None,
) -> None:
    """Fail unless every element of `actual` lies within `atol + rtol * |expected|` of `expected`.

    `known_mistakes` maps a misconception to the value that it gives: it is named where that value, and no
    other mistake's, agrees with `actual` and differs from `expected`. It agrees within `closely` times the
    tolerance: less than 1 where one number alone is compared, which may be near a mistake's by chance. A function that
    returns the mapping is called only where the comparison fails. `labels` name the elements in order.
    """
    right = np.asarray(expected, np.float64)
    came = expect_shape(actual, right.shape, what=what)
    expect_finite(came, what=what)
    expect_finite(right, what=f"{what}: what was to be expected of your numbers")
    if np.all(_within(came, right, rtol, atol)):
        return
    message = f"{_sentence(what, came, right, rtol, atol, labels)}{f' {hint}' if hint else ''}"
    known = known_mistakes() if callable(known_mistakes) else known_mistakes or {}
    raise CheckFailed(message, _recognise(came, right, known, closely * rtol, closely * np.asarray(atol)))


def expect_shape(actual: Any, shape: Sequence[int], *, what: str) -> Array:
    """`actual` as an array of float64; fail unless it holds numbers and has `shape`."""
    came = numbers(actual, what=what)
    expect(
        came.shape == tuple(shape),
        f"{_capital(what)}: expected {_form(tuple(shape))}, but got {_form(came.shape)}.",
    )
    return came


def expect_finite(actual: Any, *, what: str) -> None:
    """Fail where `actual` holds NaN or an infinity."""
    came = numbers(actual, what=what)
    bad = int(np.count_nonzero(~np.isfinite(came)))
    expect(not bad, f"{_capital(what)}: expected finite numbers, but {_some(bad, came.size)} NaN or infinite.")


def expect_between(actual: Any, low: float, high: float, *, what: str, misconception: str | None = None) -> None:
    """Fail unless every element of `actual` lies in [low, high]."""
    came = numbers(actual, what=what)
    expect_finite(came, what=what)
    worst = came.flat[int(np.argmax(np.maximum(low - came, came - high)))]
    inside = low <= worst <= high
    expect(
        inside,
        f"{_capital(what)}: expected between {show(low)} and {show(high)}, but got {show(worst)}.",
        misconception,
    )


def numbers(actual: Any, *, what: str) -> Array:
    """`actual` as an array of float64; fail where it holds no numbers."""
    expect(actual is not None, f"{_capital(what)}: expected numbers, but got None. Is a `return` missing?")
    plain = isinstance(actual, int | float | np.ndarray | np.number) or _is_list_of_numbers(actual)
    kind = np.asarray(actual).dtype.kind if plain else "O"
    expect(kind in "fiu", f"{_capital(what)}: expected numbers, but got {_type(actual)}.")
    array = np.asarray(actual, np.float64)
    expect(array.size > 0, f"{_capital(what)}: expected numbers, but got an empty array.")
    return array


def show(value: npt.ArrayLike) -> str:
    """A number, or a few, with four significant digits."""
    array = np.asarray(value, np.float64)
    if array.ndim == 0:
        return _show(float(array))
    return f"({', '.join(_show(float(number)) for number in array.ravel())})"


def _show(number: float) -> str:
    """Four significant digits; what rounds to nothing beside numbers around 1 is 0, and has no sign."""
    return "0" if abs(number) < 1e-5 else f"{number:.4g}"


def _within(came: Array, right: Array, rtol: float, atol: npt.ArrayLike) -> Array:
    close: Array = np.abs(came - right) <= np.asarray(atol) + rtol * np.abs(right)
    return close


def _recognise(came: Array, right: Array, mistakes: Mistakes, rtol: float, atol: npt.ArrayLike) -> str | None:
    """The one mistake whose value agrees with what came; None where several do, or it could be the right one.

    Where several agree, the one that agrees far more closely: two formulas may be near each other by chance.
    """
    found: list[str] = []
    for closeness in (1, _CLOSELY):
        found = [
            slug
            for slug, value in mistakes.items()
            if _agrees(
                came, right, np.broadcast_to(np.asarray(value, np.float64), right.shape), rtol, atol, closeness
            )
        ]
        if len(found) < 2:
            break
    return found[0] if len(found) == 1 else None


def _agrees(came: Array, right: Array, wrong: Array, rtol: float, atol: npt.ArrayLike, closeness: float) -> bool:
    near = _within(came, wrong, closeness * rtol, closeness * np.asarray(atol))
    return bool(np.all(near) and not np.all(_within(right, wrong, rtol, atol)))


def _sentence(
    what: str, came: Array, right: Array, rtol: float, atol: npt.ArrayLike, labels: Sequence[str] | None
) -> str:
    if came.size <= _SHOWN and labels is None:
        return f"{_capital(what)}: expected {show(right)}, but got {show(came)}."
    excess = np.abs(came - right) / np.maximum(np.asarray(atol) + rtol * np.abs(right), 1e-300)
    worst = int(np.argmax(excess))
    place = f" ({labels[worst]})" if labels else f" (the worst of {came.size})"
    return f"{_capital(what)}{place}: expected {show(right.flat[worst])}, but got {show(came.flat[worst])}."


def _is_list_of_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, int | float) for item in value)


def _type(value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("type"), str):
        return f"an object of type {value['type'][:40]}"
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype}"
    return f"an object of type {type(value).__name__}"


def _form(shape: tuple[int, ...]) -> str:
    return "a single number" if shape == () else f"shape {shape}"


def _some(count: int, size: int) -> str:
    if size == 1:
        return "it is"
    return f"{count} of {size} are"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
