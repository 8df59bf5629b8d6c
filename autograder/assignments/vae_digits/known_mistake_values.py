"""The values that known mistakes in the two losses give, in float64 numpy: {slug: (B,)} for a batch of B rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from autograder.assignments.vae_digits.given_constants import BATCH_SIZE, PIXELS
from autograder.assignments.vae_digits.reference import bce, kl

Array = npt.NDArray[np.float64]
_EPSILON = 1e-7  # Keras's, inside its logarithms


def of_reconstruction(data: npt.ArrayLike, reconstruction: npt.ArrayLike) -> dict[str, Array]:
    """Wrong reconstruction losses of each image. data, reconstruction: (B, 28, 28, 1)."""
    x, r = (
        np.asarray(images, np.float64).reshape(len(np.asarray(images)), PIXELS)
        for images in (data, reconstruction)
    )
    right = bce(x, r)
    return {
        "pixel-mean": right / PIXELS,
        "sum-over-one-axis": right / 28,
        "divided-by-batch-size": right / BATCH_SIZE,
        "squared-error": np.sum((x - r) ** 2, axis=1),
        "squared-error-mean": np.mean((x - r) ** 2, axis=1),
        "absolute-error": np.sum(np.abs(x - r), axis=1),
        "reconstruction-arguments-swapped": bce(r, np.clip(x, _EPSILON, 1 - _EPSILON)),
        "half-the-cross-entropy": -np.sum(x * np.log(r), axis=1),
        "binarised-targets": bce(x > 0.5, r),
        "probabilities-as-logits": np.sum(np.log1p(np.exp(r)) - r * x, axis=1),
        "label-smoothing": bce(0.9 * x + 0.05, r),
        "base-two-logarithm": right / np.log(2),
        "sign-flipped": -right,
    }


def of_kl(z_mean: npt.ArrayLike, z_log_var: npt.ArrayLike) -> dict[str, Array]:
    """Wrong divergences of each row. z_mean, z_log_var: (B, latent)."""
    m, lv = np.asarray(z_mean, np.float64), np.asarray(z_log_var, np.float64)
    right = kl(m, lv)
    forms = {slug: -0.5 * np.sum(form, axis=1) for slug, form in _kl_forms(m, lv).items()}
    known = {"kl-missing-half": 2 * right, "sign-flipped": -right, "divided-by-batch-size": right / BATCH_SIZE}
    return {**forms, **known, "base-two-logarithm": right / np.log(2)}


def _kl_forms(m: Array, lv: Array) -> dict[str, Array]:
    """Wrong forms of 1 + lv - m² - exp(lv), by their slug."""
    return {
        "kl-missing-one": lv - m**2 - np.exp(lv),
        "kl-sign-of-one": lv - 1 - m**2 - np.exp(lv),
        "kl-exp-missing": 1 + lv - m**2 - lv,
        "kl-log-variance-squared": 1 + lv - m**2 - lv**2,
        "kl-deviation-for-variance": 1 + lv - m**2 - np.exp(lv / 2),
        "kl-log-deviation": 1 + 2 * lv - m**2 - np.exp(2 * lv),
        "kl-variance-squared": 1 + lv - m**2 - np.exp(2 * lv),
        "kl-log-missing": 1 - m**2 - np.exp(lv),
        "kl-mean-missing": 1 + lv - np.exp(lv),
        "kl-mean-not-squared": 1 + lv - m - np.exp(lv),
        "kl-sign-of-mean": 1 + lv + m**2 - np.exp(lv),
        "kl-sign-of-variance": 1 + lv - m**2 + np.exp(lv),
        "kl-sign-of-log-variance": 1 - lv - m**2 - np.exp(lv),
        "kl-arguments-swapped": 1 + m - lv**2 - np.exp(m),
        "kl-reversed": 1 - lv - (1 + m**2) / np.exp(lv),
    }
