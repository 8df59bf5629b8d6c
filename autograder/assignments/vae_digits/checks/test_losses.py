"""Task 1B. Nothing here is statistical: every tolerance is for rounding and for an epsilon in a logarithm."""

from functools import cache

import numpy as np
import pytest

from autograder.assignments.vae_digits.given_constants import BATCH_SIZE
from autograder.assignments.vae_digits.known_mistake_values import of_kl, of_reconstruction
from autograder.assignments.vae_digits.reference import bce, kl
from autograder.authoring.comparison import expect, expect_close, show
from autograder.records.outcomes import StudentFailed

_STEP = 1e-2  # of a difference quotient


def _images(rng, batch):
    """Grey targets near 0 and 1, two thirds of them dark, so that what white and dark pixels cost differs, and
    reconstructions in [0.05, 0.95] that resemble them: (batch, 28, 28, 1).
    """
    data = (0.02 + 0.96 * rng.beta(0.4, 0.8, (batch, 28, 28, 1))).astype(np.float32)
    guess = 0.7 * data + 0.3 * rng.uniform(size=data.shape)
    return data, (0.05 + 0.9 * guess).astype(np.float32)


_ARGUMENTS = {"reconstruction_loss": ("data", "reconstruction"), "kl_loss": ("z_mean", "z_log_var")}


def _latents(rng, batch, latent, least_mean=0.4):
    """z_mean in ±[least_mean, 1.6] and z_log_var in ±[0.4, 1.4], of all signs: (batch, latent) each."""
    signs = np.sign(rng.uniform(-1, 1, (2, batch, latent)))
    size = rng.uniform(least_mean, 1.6, (batch, latent)), rng.uniform(0.4, 1.4, (batch, latent))
    return (signs[0] * size[0]).astype(np.float32), (signs[1] * size[1]).astype(np.float32)


def _each(values):
    """The numbers of calls that gave one each: (calls,); else the first that is none, as it came."""
    sizes = [value.size for value in values]
    return np.array([_scalar(value) for value in values]) if set(sizes) == {1} else values[0]


def _scalar(value):
    """A number, also where it came as an array of one."""
    return float(value.reshape(())) if value.size == 1 else value


def _expect_mean_over_batch(student, name, first, second, formula):
    """The loss of a batch is one number: the mean of what the same loss gives for each row alone."""
    rows = [(first[i : i + 1], second[i : i + 1]) for i in range(len(first))]

    *alone, together, again = student.loss_values(name, *rows, (first, second), (first, second))

    alone = np.array([np.mean(value) for value in alone])
    message = f"`{name}` of a batch of {len(alone)}: expected a single number, but got shape {together.shape}."
    expect(together.shape == (), message, "batch-not-averaged" if len(alone) == together.size else None)
    _expect_a_loss(name, alone)
    what = f"`{name}` of a batch of {len(alone)}, against the mean of its values for each row alone"
    by_constant = np.allclose(alone * BATCH_SIZE, formula(first, second), rtol=5e-3)
    mistakes = {"divided-by-batch-size" if by_constant else "batch-sum": alone.sum()}
    expect_close(together, alone.mean(), what=what, rtol=1e-3, known_mistakes=mistakes)
    _expect_the_same(name, together, again)


def _expect_the_same(name, first, again):
    """A loss that draws agrees with the formula now and then: two calls for the same arguments give one value."""
    # float32 added up in another order, as an accelerator may: 1e-6 of it
    what = f"`{name}` of the same arguments, called again"
    expect_close(np.mean(again), np.mean(first), what=what, rtol=1e-5)


def _expect_a_loss(name, values):
    """A number that is the same for all inputs agrees with its own mean, sum and slope, and is no loss."""
    message = (
        f"`{name}` of {len(values)} different inputs: expected different values, but all are {show(values[0])}."
    )
    expect(np.ptp(values) > 1e-6 * np.abs(values).max(), message)


def _expect_slope(student, name, pair, gradients, index, direction):
    """The gradient with respect to an argument, among those that are asked for here, agrees with the loss's own change
    along a direction, which is returned."""
    moved = [list(pair), list(pair)]
    moved[0][index], moved[1][index] = pair[index] + _STEP * direction, pair[index] - _STEP * direction

    ahead, behind, first, again = student.loss_values(name, *map(tuple, moved), pair, pair)
    _expect_the_same(name, first, again)
    gradient = gradients()[index]

    slope = (np.mean(ahead) - np.mean(behind)) / (2 * _STEP)
    along = float((gradient * direction).sum()) / max(1, ahead.size)
    argument = _ARGUMENTS[name][index]
    what = f"the gradient of `{name}`, against the loss's own change when {argument} is moved a little"
    # rounding of float32: 1e-7 of a loss of some 500, over 2 steps: 3e-3 of a slope of some 800; curvature: 1e-3
    cut = {"gradient-cut": 0.0} if along == 0 else {}
    expect_close(along, slope, what=what, rtol=0.03, atol=0.02, known_mistakes=cut)
    return slope


def _expect_change(name, slopes):
    """What no argument changes is no loss; an argument that has no share in it is left to the checks of the formula."""
    message = f"The change of `{name}` when its arguments are moved a little: expected one, but it stays the same."
    expect(any(slopes), message)


@pytest.mark.task("losses", points=5)
def test_reconstruction_image(student):
    """The reconstruction loss of an image is the binary cross-entropy, summed over its 784 pixels."""
    data, guess = _images(student.rng, 2)
    guess[1] = 0.5 * guess[1] + 0.25  # two different losses: a factor and a constant added can be told apart

    alone = [(data[:1], guess[:1]), (data[1:], guess[1:])]  # a mistake is named if it explains both numbers
    *values, again = student.loss_values("reconstruction_loss", *alone, alone[0])

    right = bce(data, guess)  # (2,)
    mistakes = of_reconstruction(data, guess)
    came = _each(values)
    if came.shape == right.shape and np.allclose(2 * came, mistakes["squared-error"], rtol=5e-3):
        mistakes["squared-error"] = came  # half of it: minus the logarithm of a Gaussian's density
    mistakes |= _factor_or_constant(came, right, mistakes)
    # 5e-3 leaves room for an epsilon up to 1e-3 inside the logarithms (r is in [0.05, 0.95])
    what = "`reconstruction_loss` of each of two images alone, in nats"
    expect_close(came, right, what=what, rtol=5e-3, known_mistakes=mistakes)
    _expect_the_same("reconstruction_loss", values[0], again)
    _expect_certain_pixels(student)


def _factor_or_constant(came, right, mistakes):
    """The right losses times a constant, or plus one: named where no other mistake explains both images."""
    known = [np.broadcast_to(value, right.shape) for value in mistakes.values()]
    if came.shape != right.shape or any(np.allclose(came, value, rtol=5e-3) for value in known):
        return {}
    ratios, gaps = came / right, came - right
    if np.ptp(ratios) < 3e-5 * abs(ratios.mean()):
        return {"reconstruction-weighted": came}
    return {"constant-added": came} if np.ptp(gaps) < 3e-5 * right.mean() else {}


def _expect_certain_pixels(student):
    """Black and white pixels that the decoder is nearly sure of cost what the formula says: 784 ln(1 / 0.96)."""
    data = np.zeros((1, 28, 28, 1), np.float32)
    data[:, :, 10:14] = 1
    guess = np.where(data > 0, 0.96, 0.04).astype(np.float32)
    (value,) = student.loss_values("reconstruction_loss", (data, guess))
    # an epsilon of 1e-3 inside the logarithms changes it by 2.4 %
    what = "`reconstruction_loss` of a black and white image and a reconstruction of 0.04 and 0.96, in nats"
    expect_close(_scalar(value), bce(data, guess)[0], what=what, rtol=0.04)


@pytest.mark.task("losses", points=3)
def test_reconstruction_batch(student):
    """The reconstruction loss of a batch is one number, the mean over its images."""
    data, guess = _images(student.rng, 3)
    data[1], guess[1] = 0.1 * data[1], 0.06  # an image of a much smaller loss
    _expect_mean_over_batch(student, "reconstruction_loss", data, guess, bce)


@pytest.mark.task("losses", points=2)
def test_reconstruction_gradient(student):
    """Gradients reach the reconstruction through the loss, which has the same value in a graph of unknown batch size."""
    data, guess = _images(student.rng, 3)
    inside = np.clip(guess, 0.1, 0.9)
    direction = np.where(np.arange(28) % 2, 0.5, 1.0)[:, None] * np.sign(inside - data)
    pair = data, inside
    gradients = cache(lambda: student.loss_gradients("reconstruction_loss", *pair))
    slope = _expect_slope(student, "reconstruction_loss", pair, gradients, 1, np.float32(direction))
    _expect_change("reconstruction_loss", [slope])


@pytest.mark.task("losses", points=4)
def test_kl_formula(student):
    """The KL of one latent is the closed form against N(0, 1)."""
    ranges = ((0.1, 0.3), (0.4, 1.4), (3.5, 4.5))  # also where the KL is below 0.1: a floor of it shows there
    size = np.concatenate([student.rng.uniform(*ends, (2, 4)) for ends in ranges], axis=1)
    m, lv = (size * [(1, 1, -1, -1) * 3, (1, -1, 1, -1) * 3]).astype(np.float32)  # (cases,) each, all signs

    came = _kl_of_one_latent(student, m, lv)
    right = kl(m[:, None], lv[:, None])
    ratio = float(np.median(came / right))
    mistakes = of_kl(m[:, None], lv[:, None])
    others = (2, -1, 1 / BATCH_SIZE, 1 / np.log(2))
    if abs(ratio) > 1e-6 and not any(abs(ratio - known) < 0.01 * abs(known) for known in others):
        mistakes["kl-weighted"] = ratio * right
    added = float(np.median(came - right))
    of_its_one = (
        min(abs(added), abs(added - 0.5), abs(added - 1)) < 0.01
    )  # the 1 is missing, or has the other sign
    if np.ptp(came - right) < 2e-3 and not of_its_one:
        mistakes["constant-added"] = right + added
    floor = came.min()  # free bits, at any level
    if floor > 1.05 * right.min() and np.count_nonzero(right < floor) > 1:
        mistakes["kl-floor"] = np.maximum(right, floor)
    (apart,) = student.loss_values(
        "kl_loss", (np.array([[0, 0], [3, 3]], np.float32), np.zeros((2, 2), np.float32))
    )
    if np.abs(apart).max() > 1e-3:  # means that differ have their cost: the mean is in the formula
        del mistakes["kl-mean-missing"]
    labels = [f"at z_mean = {a:.3g}, z_log_var = {b:.3g}" for a, b in zip(m, lv, strict=True)]
    what = "`kl_loss` of a single latent"
    expect_close(came, right, what=what, rtol=1e-3, atol=1e-4, known_mistakes=mistakes, labels=labels)


def _kl_of_one_latent(student, m, lv):
    """The KL at each z_mean and z_log_var: (cases,). Code that needs the notebook's two latents gets two."""

    def ask(latents):
        pairs = [tuple(np.full((1, latents), value) for value in case) for case in zip(m, lv, strict=True)]
        return np.array([np.mean(value) for value in student.loss_values("kl_loss", *pairs)]) / latents

    try:
        return ask(1)
    except StudentFailed:
        return ask(2)


@pytest.mark.task("losses", points=2)
def test_kl_latents(student):
    """The KL of several latents is the sum of each one's."""
    m, lv = _latents(student.rng, 1, 5, least_mean=0.9)  # no KL below 0.4: a floor is test_kl_formula's
    alone = [(m[:, [j]], lv[:, [j]]) for j in range(5)]

    *each, together = student.loss_values("kl_loss", *alone, (m, lv))

    each = np.array([np.mean(value) for value in each])
    _expect_a_loss("kl_loss", each)
    what = "`kl_loss` of five latents, against the sum of its values for each alone"
    mistakes = {"latent-mean": each.mean()}
    expect_close(_scalar(together), each.sum(), what=what, rtol=1e-3, atol=1e-4, known_mistakes=mistakes)


@pytest.mark.task("losses", points=2)
def test_kl_batch(student):
    """The KL of a batch is one number, the mean over its rows."""
    m, lv = _latents(student.rng, 3, 2)
    _expect_mean_over_batch(student, "kl_loss", m, lv, kl)


@pytest.mark.task("losses", points=2)
def test_kl_gradient(student):
    """Gradients reach z_mean and z_log_var through the KL, which has the same value in a graph of unknown batch size."""
    m, lv = _latents(student.rng, 3, 2)
    # along its own signs every part of an argument's slope counts the same way; along ones exp(z_log_var) counts most
    gradients = cache(lambda: student.loss_gradients("kl_loss", m, lv))  # of one question
    slopes = []
    for index, signs in ((0, np.sign(m)), (1, np.sign(lv)), (1, np.ones(lv.shape))):
        direction = signs * student.rng.uniform(0.5, 1.5, signs.shape)
        slopes.append(_expect_slope(student, "kl_loss", (m, lv), gradients, index, np.float32(direction)))
    _expect_change("kl_loss", slopes)
