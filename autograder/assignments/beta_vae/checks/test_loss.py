"""Task 1. Nothing here is statistical: every tolerance is for rounding and for an epsilon in a logarithm.

The loss is taken apart without looking into it: where z_mean and z_log_var are 0 there is no divergence, and what two
losses of the same image differ by is the divergence's share.
"""

import numpy as np
import pytest

from autograder.assignments.beta_vae.reference import cross_entropy, divergence
from autograder.authoring.comparison import expect, expect_close, show

PIXELS, LATENT = 64, 3
NONE = np.zeros((1, LATENT), np.float32)  # z_mean and z_log_var of no divergence
_STEP = 1e-2  # of a difference quotient
# float32 rounds a loss of 40 nats by 2e-6 of it, and a difference of two by 1e-4 nats
_ROUNDING = 2e-3


def _images(rng, batch):
    """Grey targets, and reconstructions in [0.05, 0.95] that resemble them: (batch, 64) each."""
    data = (0.02 + 0.96 * rng.beta(0.4, 0.8, (batch, PIXELS))).astype(np.float32)
    return data, (0.05 + 0.9 * (0.6 * data + 0.4 * rng.uniform(size=data.shape))).astype(np.float32)


def _latents(rng, batch):
    """z_mean in ±[0.4, 1.6] and z_log_var in ±[0.4, 1.4], of all signs: (batch, latent) each."""
    size = rng.uniform([[[0.4]], [[0.4]]], [[[1.6]], [[1.4]]], (2, batch, LATENT))
    m, lv = (size * np.sign(rng.uniform(-1, 1, size.shape))).astype(np.float32)
    return m, lv


@pytest.mark.task("loss", points=3)
def test_reconstruction(student):
    """Where there is no divergence, the loss of an image is the cross-entropy, summed over its 64 pixels."""
    data, guess = _images(student.rng, 2)

    came = student.loss_of_each(*((data[[i]], guess[[i]], NONE, NONE, 1.0) for i in range(2)))  # (images,)

    right = cross_entropy(data, guess)
    mistakes = {
        "pixel-mean": right / PIXELS,
        "squared-error": np.sum((np.float64(data) - guess) ** 2, axis=1),
        "reconstruction-arguments-swapped": cross_entropy(guess, data),
    }
    # 5e-3 leaves room for an epsilon up to 1e-3 inside the logarithms
    what = "the loss of each of two images with z_mean = 0, z_log_var = 0 and beta = 1, in nats"
    expect_close(came, right, what=what, rtol=5e-3, known_mistakes=mistakes)


@pytest.mark.task("loss", points=3)
def test_divergence(student):
    """With beta = 1, z_mean and z_log_var add the closed form against N(0, I), summed over the latents."""
    data, guess = _images(student.rng, 1)
    m, lv = _latents(student.rng, 3)

    with_it = student.loss_of_each(*((data, guess, m[[i]], lv[[i]], 1.0) for i in range(3)))  # (cases,)
    (without,) = student.loss_of_each((data, guess, NONE, NONE, 1.0))

    right = divergence(m, lv)
    mistakes = {
        "latent-mean": right / LATENT,
        "divergence-missing-half": 2 * right,
        "divergence-subtracted": -right,
        "divergence-of-log-deviation": divergence(m, 2 * lv),
        "divergence-arguments-swapped": divergence(lv, m),
    }
    what = "what three z_mean and z_log_var add to the loss of an image with beta = 1, in nats"
    expect_close(with_it - without, right, what=what, rtol=2e-3, atol=_ROUNDING, known_mistakes=mistakes)


@pytest.mark.task("loss", points=4)
def test_weight(student):
    """beta weights the divergence and nothing else, whatever the two terms are."""
    data, guess = _images(student.rng, 1)
    m, lv = _latents(student.rng, 1)
    beta = np.array([0.0, student.rng.uniform(0.2, 0.6), student.rng.uniform(2, 4), student.rng.uniform(10, 20)])

    came = student.loss_of_each(*((data, guess, m, lv, float(weight)) for weight in beta))  # (weights,)

    # the student's own two terms, so that a mistake in one of them costs its own check only
    rec, both = student.loss_of_each((data, guess, NONE, NONE, 1.0), (data, guess, m, lv, 1.0))
    kl = both - rec
    message = f"The loss with beta = 1: expected that z_mean and z_log_var change it, but it stays {show(both)}."
    expect(abs(kl) > 1e-3, message)
    mistakes = {
        "weight-ignored": rec + kl + 0 * beta,
        "weight-on-reconstruction": beta * rec + kl,
        "weight-on-both": beta * (rec + kl),
        "weights-add-up-to-one": (1 - beta) * cross_entropy(data, guess) + beta * kl,
        "weight-divides": rec + kl / np.maximum(beta, 1e-300),
    }
    finite = beta > 0  # dividing by 0 is no number to compare with
    if np.allclose(came[finite], mistakes["weight-divides"][finite], rtol=1e-3):
        mistakes["weight-divides"][~finite] = came[~finite]
    labels = [f"beta = {show(weight)}" for weight in beta]
    what = "the loss of an image, against its own two terms with the weight between them"
    tolerance = _ROUNDING * np.maximum(1, beta)  # beta multiplies the rounding, too
    expect_close(
        came, rec + beta * kl, what=what, rtol=1e-3, atol=tolerance, known_mistakes=mistakes, labels=labels
    )


@pytest.mark.task("loss", points=2)
def test_batch(student):
    """The loss of a batch is one number: the mean over its images."""
    (data, guess), (m, lv), beta = _images(student.rng, 5), _latents(student.rng, 5), student.rng.uniform(2, 4)
    alone = [(data[[i]], guess[[i]], m[[i]], lv[[i]], beta) for i in range(len(data))]

    *each, together = student.losses(*alone, (data, guess, m, lv, beta))

    each = np.array([value.mean() for value in each])
    expect(
        np.ptp(each) > 1e-3,
        f"The loss of five different images: expected different values, but all are {show(each[0])}.",
    )
    slug = "batch-not-averaged" if together.size == len(each) else None
    message = f"The loss of a batch of five: expected a single number, but got shape {together.shape}."
    expect(together.shape == (), message, slug)
    what = "the loss of a batch of five, against the mean of its values for each image alone"
    expect_close(together, each.mean(), what=what, rtol=1e-3, known_mistakes={"batch-sum": each.sum()})


@pytest.mark.task("loss", points=2)
def test_gradient(student):
    """Gradients reach the reconstruction, z_mean and z_log_var; a graph of unknown batch size has the same loss."""
    (data, guess), (m, lv), beta = _images(student.rng, 3), _latents(student.rng, 3), student.rng.uniform(2, 4)
    guess = np.clip(guess, 0.1, 0.9)
    gradients = student.gradients((data, guess, m, lv, beta))

    slopes = []
    for index, name in ((1, "reconstruction"), (2, "z_mean"), (3, "z_log_var")):
        arguments = [data, guess, m, lv]
        # along these signs every part of a slope counts the same way
        direction = np.sign(guess - data) if index == 1 else np.sign(arguments[index])
        slope, size = _slope(student, arguments, beta, index, np.float32(direction))
        along = float((gradients[index] * direction).sum()) / size
        what = f"the gradient of the loss, against its own change when {name} is moved a little"
        cut = {"gradient-cut": 0.0} if along == 0 else {}
        # float32 rounds a loss of 60 nats by 4e-6: 4e-4 of a slope, over two steps; curvature: 0.5 %
        expect_close(along, slope, what=what, rtol=0.03, atol=0.02, known_mistakes=cut)
        slopes.append(slope)
    message = "The change of the loss when its arguments are moved a little: expected one, but it stays the same."
    expect(any(slopes), message)


def _slope(student, arguments, beta, index, direction):
    """How fast the loss changes when an argument is moved along a direction, and how many numbers the loss is."""
    moved = []
    for step in (_STEP, -_STEP):
        case = list(arguments)
        case[index] = case[index] + step * direction
        moved.append((*case, beta))
    ahead, behind = student.losses(*moved)
    return (ahead.mean() - behind.mean()) / (2 * _STEP), ahead.size
