"""What a step did to the variables, in words: along which gradient they moved, how far, and what that means.

A move is how far a step moved a variable, divided by -learning rate: the gradient, where the step is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from autograder.authoring.comparison import show

Array = npt.NDArray[np.float64]
_STRAIGHT = 0.1  # of a move's length that may lie beside the gradient: rounding leaves less
_SAME = 0.01  # the same, where the direction is the gradient's
_NEAR = 0.15  # of a factor that a missing part of the loss may give to a single variable
_EXACT = 1e-4  # of a weight: what float32 leaves of it


def tell(network: str, name: str, move: Array, gradient: Array, rounding: Array) -> str:
    """A sentence: which variable, in which direction it moved, how far, and what that means for the loss.

    What rounding may have added to the move says nothing of its direction.
    """
    expected = (
        f"The {network}'s `{name}`: expected that a step moves it down the gradient of the loss, as far as learning rate "
        "times gradient; but"
    )
    length = float(np.linalg.norm(move))
    if length == 0:
        return f"{expected} it does not move."
    along = float(np.vdot(move, gradient) / np.vdot(gradient, gradient))
    beside = (float(np.linalg.norm(move - along * gradient)) - float(np.linalg.norm(rounding))) / length
    if beside > _STRAIGHT:
        angle = np.degrees(np.arccos(np.clip(along * np.linalg.norm(gradient) / length, -1, 1)))
        return f"{expected} it moves {angle:.0f}° away from that direction: the step makes something else smaller."
    if along < 0:
        return f"{expected} it moves up the gradient, {show(-along)} times as far: the loss grows by it."
    if abs(along - 1) < 0.02:
        worst = int(np.argmax(np.abs(move - gradient)))
        far, right = move.flat[worst], gradient.flat[worst]
        if not right:
            return f"{expected} one of its elements moves, whose gradient is 0."
        return f"{expected} one of its elements moves {show(far / right)} times as far."
    said = f"{expected} it moves {show(along)} times as far"
    if beside > _SAME:
        return f"{said}, and not quite in that direction: the step makes something else smaller."
    if abs(along - 1) < _NEAR:
        return f"{said}."
    often = "as if the loss were so many times larger" if along > 1 else "as if the loss were so much smaller"
    return f"{said}, {often}."


@dataclass(frozen=True)
class Weights:
    """The weights of reconstruction and KL by which the encoder moved, with their errors; None where none explain it."""

    reconstruction: float
    kl: float
    errors: tuple[float, float]

    def are(self, reconstruction: float, kl: float) -> bool:
        """Whether the weights are these, within four standard errors."""
        near = (abs(self.reconstruction - reconstruction), abs(self.kl - kl))
        return all(gap < 4 * error for gap, error in zip(near, self.errors, strict=True))

    def __str__(self) -> str:
        return f"{show(self.reconstruction)} × reconstruction + {show(self.kl)} × KL"


def weights(
    moves: Sequence[Array], by_reconstruction: Sequence[Array], by_kl: Sequence[Array], rounding: Sequence[Array]
) -> Weights | None:
    """The two weights, by least squares over all elements; None where some element moved otherwise."""
    came, *parts, rounded = map(_in_a_row, (moves, by_reconstruction, by_kl, rounding))
    if not np.isfinite(came).all():
        return None
    inexact = [
        _EXACT * _in_a_row([np.full_like(a, np.abs(a).max()) for a in part]) for part in (by_reconstruction, by_kl)
    ]
    scale = rounded + inexact[0] + inexact[1] + 1e-30
    matrix = np.stack(parts, axis=1) / scale[:, None]
    found = np.linalg.lstsq(matrix, came / scale, rcond=None)[0]
    known = np.maximum(1, np.abs(found))  # a weight of 0 is found as inexactly as one of 1
    allowed = rounded + known[0] * inexact[0] + known[1] * inexact[1] + 1e-30
    if np.any(np.abs(parts[0] * found[0] + parts[1] * found[1] - came) > 3 * allowed):
        return None
    size = max(1.0, float(np.abs(found).max()))
    errors = np.sqrt(np.diag(np.linalg.pinv(matrix.T @ matrix))) * size + _EXACT * known
    return Weights(float(found[0]), float(found[1]), (float(errors[0]), float(errors[1])))


def _in_a_row(arrays: Sequence[Array]) -> Array:
    return np.concatenate([array.ravel() for array in arrays])


def mistake(early: Weights | None, late: Weights | None, rows: int) -> str | None:
    """The misconception that the weights show: of a step where the KL is large, early in a run, and of one where it is
    small, late in it. `rows`: images in the first one's batch.
    """
    if early is None or late is None:
        return None
    both = (early, late)
    for slug, *pair in (
        ("kl-not-trained", 1, 0),
        ("reconstruction-not-trained", 0, 1),
        ("kl-subtracted", 1, -1),
        ("uphill", -1, -1),
        ("batch-sum", rows, rows),
        ("batch-sum", rows, 1),
        ("batch-sum", 1, rows),
    ):
        if all(one.are(*pair) for one in both):
            return slug
    if early.are(1, 1) and late.are(1, 0):
        return "kl-floor"
    if late.are(1, 1) and early.are(1, early.kl) and 0 <= early.kl < 1:
        return "kl-annealed"
    same = late.are(early.reconstruction, early.kl)
    if same and early.are(1, early.kl):
        return "kl-weighted"
    return "reconstruction-weighted" if same and early.are(early.reconstruction, 1) else None
