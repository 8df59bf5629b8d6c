"""The assignment's formulas in float64 numpy, written from their definitions; no framework, no student code."""

from __future__ import annotations

import numpy as np

from autograder.authoring.comparison import Array


def cross_entropy(x: Array, r: Array) -> Array:
    """Binary cross-entropy of each image, summed over its pixels, in nats: (batch,). x, r: (batch, pixels)."""
    x, r = np.asarray(x, np.float64), np.asarray(r, np.float64)
    loss: Array = -np.sum(x * np.log(r) + (1 - x) * np.log1p(-r), axis=1)
    return loss


def divergence(m: Array, lv: Array) -> Array:
    """KL(N(m, exp lv) || N(0, I)) of each row, summed over the latents, in nats: (batch,). m, lv: (batch, latent)."""
    m, lv = np.asarray(m, np.float64), np.asarray(lv, np.float64)
    loss: Array = 0.5 * np.sum(m**2 + np.exp(lv) - 1 - lv, axis=1)
    return loss
