"""The assignment's formulas in float64 numpy, written from their definitions; no framework, no student code.

Notation: B images x in [0, 1] of 784 pixels, reconstruction r, latents of size d with mean m and log-variance
lv. All losses are in nats per image. The networks are those that the notebook gives, as `get_weights()` lists
them: encoder 784-h-(d, d): [W1, b1, Wm, bm, Wv, bv]; decoder d-h-784: [W1, b1, W2, b2]; ReLU, sigmoid output.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.assignments.vae_digits.given_constants import PIXELS

Array = npt.NDArray[Any]
Weights = Sequence[Array]
_CACHED = 128  # images whose pixels the processor's cache holds: half the time
_KINK = 3e-6  # float32 leaves errors up to 1e-6 in the sum that a ReLU is given


def bce(x: Array, r: Array) -> Array:
    """Binary cross-entropy of each image, summed over its pixels: (B,). Kingma & Welling 2014, appendix C.1."""
    x, r = _flat(x), _flat(r)
    loss: Array = -np.sum(x * np.log(r) + (1 - x) * np.log1p(-r), axis=1)
    return loss


def kl(m: Array, lv: Array) -> Array:
    """KL(N(m, exp lv) || N(0, I)) of each row, summed over latents: (B,). Kingma & Welling 2014, appendix B."""
    m, lv = np.asarray(m, np.float64), np.asarray(lv, np.float64)
    loss: Array = 0.5 * np.sum(m**2 + np.exp(lv) - 1 - lv, axis=1)
    return loss


def sigmoid(logits: Array) -> Array:
    """1 / (1 + exp(-a)), without overflow."""
    value: Array = 0.5 * (1 + np.tanh(0.5 * logits))
    return value


def encode(encoder: Weights, x: Array, kind: npt.DTypeLike = np.float64) -> tuple[Array, Array]:
    """z_mean and z_log_var of the images: (B, d) each, calculated in numbers of that kind.

    float32 is half the work, and leaves losses exact to 1e-4 nats.
    """
    hidden = np.maximum(_flat(x, kind) @ encoder[0] + encoder[1], 0)
    return hidden @ encoder[2] + encoder[3], hidden @ encoder[4] + encoder[5]


def decode(decoder: Weights, z: Array) -> Array:
    """The reconstruction's pixels: (B, 784)."""
    return sigmoid(_logits(decoder, z))


def losses_of_encoded(m: Array, lv: Array, decoder: Weights, x: Array, noise: Array) -> tuple[float, float]:
    """Mean reconstruction loss and mean KL of a batch that is encoded as m and lv, with z = m + exp(lv / 2) * noise.

    m, lv, noise: (B, d). Calculated in the kind of numbers that m has.
    """
    z = (m + np.exp(lv / 2) * noise).astype(m.dtype)
    return float(_cross_entropy(decoder, x, z).mean()), float(kl(m, lv).mean())


Gradients = tuple[list[Array], list[Array], list[Array]]


def gradients(encoder: Weights, decoder: Weights, x: Array, noise: Array, *, zero: float = 0.0) -> Gradients:
    """Gradients of the batch's mean losses, by the chain rule: (reconstruction with respect to the encoder's
    variables, KL with respect to the encoder's, reconstruction with respect to the decoder's).

    A ReLU has the slope 1 above `zero`, 0 elsewhere.
    """
    encoder, decoder = ([np.asarray(w, np.float64) for w in weights] for weights in (encoder, decoder))
    x = _flat(x)
    pre = x @ encoder[0] + encoder[1]
    hidden = np.maximum(pre, 0)
    m, lv = hidden @ encoder[2] + encoder[3], hidden @ encoder[4] + encoder[5]
    deviation = np.exp(lv / 2)

    by_z, by_decoder = _decoder_gradients(decoder, x, m + deviation * noise, zero)
    slope = pre > zero
    by_reconstruction = _encoder_gradients(encoder, x, hidden, slope, by_z, by_z * noise * deviation / 2)
    by_kl = _encoder_gradients(encoder, x, hidden, slope, m / len(x), (np.exp(lv) - 1) / 2 / len(x))
    return by_reconstruction, by_kl, by_decoder


def undecided(encoder: Weights, decoder: Weights, x: Array, noise: Array) -> Gradients:
    """By how much each of these gradients depends on ReLUs whose input is 0 but for float32's rounding."""
    below, above = (gradients(encoder, decoder, x, noise, zero=zero) for zero in (-_KINK, _KINK))
    first, second, third = (
        [np.abs(a - b) for a, b in zip(*pair, strict=True)] for pair in zip(below, above, strict=True)
    )
    return first, second, third


def _decoder_gradients(decoder: Weights, x: Array, z: Array, zero: float) -> tuple[Array, list[Array]]:
    """d(mean BCE)/dz, (B, d), and with respect to the decoder's variables. d BCE / d logit = r - x."""
    pre = z @ decoder[0] + decoder[1]
    hidden = np.maximum(pre, 0)
    by_logit = (sigmoid(hidden @ decoder[2] + decoder[3]) - x) / len(x)
    by_pre = (by_logit @ decoder[2].T) * (pre > zero)
    return by_pre @ decoder[0].T, [z.T @ by_pre, by_pre.sum(0), hidden.T @ by_logit, by_logit.sum(0)]


def _encoder_gradients(
    encoder: Weights, x: Array, hidden: Array, slope: Array, by_m: Array, by_lv: Array
) -> list[Array]:
    by_pre = (by_m @ encoder[2].T + by_lv @ encoder[4].T) * slope
    return [x.T @ by_pre, by_pre.sum(0), hidden.T @ by_m, by_m.sum(0), hidden.T @ by_lv, by_lv.sum(0)]


def _cross_entropy(decoder: Weights, x: Array, z: Array) -> Array:
    """BCE of each image from the logits a, which can't overflow: max(a, 0) - a x + log(1 + exp(-|a|)): (B,)."""
    parts = (slice(start, start + _CACHED) for start in range(0, len(z), _CACHED))
    return np.concatenate([_of_logits(_logits(decoder, z[part]), x[part]) for part in parts])


def _logits(decoder: Weights, z: Array) -> Array:
    logits: Array = np.maximum(z @ decoder[0] + decoder[1], 0) @ decoder[2] + decoder[3]
    return logits


def _of_logits(logits: Array, x: Array) -> Array:
    # log(1 + …) for log1p, which takes 4 times as long: the rounding of 1 + … is that of a pixel's cost near 1
    costs = np.maximum(logits, 0) - logits * _flat(x, logits.dtype) + np.log(1 + np.exp(-np.abs(logits)))
    return np.asarray(np.sum(costs, axis=1), np.float64)


def collapse(x: Array) -> float:
    """The least reconstruction loss of a decoder that ignores z: that of the mean image, in nats per image."""
    mean = np.clip(_flat(x).mean(axis=0), 1e-7, 1 - 1e-7)
    return float(-PIXELS * np.mean(mean * np.log(mean) + (1 - mean) * np.log(1 - mean)))


def kurtosis(values: Array) -> float:
    """The fourth standardised moment: 3 for a normal distribution, 1.8 for a uniform one."""
    squares = (values - values.mean()) ** 2
    return float(np.mean(squares**2) / np.mean(squares) ** 2)


def is_standard_normal(noise: Array) -> bool:
    """Whether each latent has mean 0, deviation 1 and kurtosis 3, within five standard errors of 800 draws.

    noise: (..., latent).
    """
    columns = noise.reshape(-1, noise.shape[-1]).T
    moments = [(column.mean(), column.std() - 1, (kurtosis(column) - 3) / 5) for column in columns]
    return bool(np.all(np.abs(moments) < 0.18))


def is_uniform(noise: Array) -> bool:
    """Whether the values are spread evenly over an interval: the Kolmogorov–Smirnov distance to the uniform
    distribution of their own mean and deviation is below 1.95 / sqrt(n), as it is 999 times in 1000 if they are.
    """
    values = np.sort(noise.ravel()) - noise.mean()
    edge = np.sqrt(3) * values.std()
    return bool(_distance(np.clip((values + edge) / (2 * edge), 0, 1)) < 1.95 / np.sqrt(len(values)))


def distance_from_normal(noise: Array) -> float:
    """The Kolmogorov–Smirnov distance of the values to the normal distribution of their own mean and deviation."""
    values = np.sort(noise.ravel())
    scores = (values - values.mean()) / (np.sqrt(2) * values.std())
    return _distance(0.5 * (1 + np.array([*map(math.erf, scores.tolist())])))


def distance_by_chance(count: int) -> float:
    """What `distance_from_normal` of `count` normal draws stays below but with probability 2 exp(-2 * 3.7²) = 2.6e-12."""
    return float(3.7 / np.sqrt(count))


def _distance(shares: Array) -> float:
    """The largest gap between the shares of a distribution below sorted values, (n,), and those of the values."""
    steps = np.arange(len(shares) + 1) / len(shares)
    return float(max(np.max(steps[1:] - shares), np.max(shares - steps[:-1])))


def is_two_valued(noise: Array) -> bool:
    """Whether every value is as far from 0 as every other."""
    size = np.abs(noise)
    return bool(size.std() < 1e-3 * size.mean())


def _flat(images: Array, kind: npt.DTypeLike = np.float64) -> Array:
    return np.asarray(images, kind).reshape(len(images), PIXELS)
