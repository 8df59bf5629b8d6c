"""Task 1A. A bound of k standard errors fails a right answer with probability erfc(k / sqrt 2): 2.6e-12 at 7."""

import contextlib

import numpy as np
import pytest

from autograder.assignments.vae_digits.given_constants import BATCH_SIZE
from autograder.assignments.vae_digits.reference import (
    distance_by_chance,
    distance_from_normal,
    is_two_valued,
    is_uniform,
    kurtosis,
)
from autograder.authoring.comparison import CheckFailed, expect, expect_close, expect_finite, show
from autograder.records.outcomes import StudentFailed

DRAWS = (
    160 * BATCH_SIZE
)  # standard error of a deviation 0.5 %, of a mean 0.7 %, of a correlation 0.7 %, of a kurtosis 0.035
_TINY = 1e-6


def _rows(*values):
    """DRAWS rows of each of some pairs of values: (pairs * DRAWS, 2)."""
    return np.repeat(np.array(values, np.float32), DRAWS, axis=0)


def _deviation(z, z_mean):
    """The deviation of z in each group, (groups, 2); its distance from z_mean where all rows share their noise."""
    groups = z.reshape(-1, DRAWS, 2)
    return np.where(groups.std(axis=1) > _TINY, groups.std(axis=1), np.abs(groups[:, 0] - z_mean[::DRAWS]))


def _near(noise):
    """How far a ratio of two deviations of DRAWS draws each may lie from 1 by chance, seven standard errors: 0.049 of
    normal noise, more where heavy tails, left to test_noise, make a deviation less exact.
    """
    heavy = max(3.0, kurtosis(noise))
    return min(7 * np.sqrt(2 * (heavy - 1) / (4 * DRAWS)), 0.2)


def _without_noise(z, z_mean, z_log_var):
    """Which mistake leaves no noise in z, or None."""
    if np.allclose(z, z_mean, atol=_TINY):
        return "noise-unused"
    return "deviation-without-noise" if np.allclose(z, z_mean + np.exp(z_log_var / 2), atol=1e-4) else None


def _expect_different_rows(z, z_mean, z_log_var):
    message = "Rows of z with equal inputs: expected different values, but all are equal."
    slug = _without_noise(z, z_mean, z_log_var) or "one-noise-row"
    expect((z.std(axis=0) > _TINY).all(), message, slug)


@pytest.mark.task("sampling", points=2)
def test_mean(student):
    """z moves one for one with z_mean."""
    z_mean = student.rng.uniform(-3, 3, (DRAWS, 2)).astype(np.float32)  # standard deviation 1.73
    z_log_var = _rows((0.9, -0.7))

    z = student.sample(z_mean, z_log_var)  # (draws, 2)

    expect_finite(z, what="z")
    centred = z_mean - z_mean.mean(axis=0)
    slope = (centred * z).sum(axis=0) / (centred**2).sum(axis=0)
    drawn_around_log_var = np.allclose(z.mean(axis=0), z_log_var[0], atol=0.1)
    mistake = "inputs-swapped" if drawn_around_log_var else "mean-unused"
    # standard error of a slope: 1.57 / 1.73 / sqrt(20000) = 0.0064; 0.05 is 7.8 of them. Noise of another size,
    # left to test_noise, has another error; above half of the slope nothing could be said
    size = np.std(z - slope * z_mean, axis=0) / np.exp(z_log_var[0] / 2)
    atol = 0.05 * np.clip(size.max(), 1, 10)
    what = "the change of z with z_mean, in each of two latents"
    expect_close(slope, [1, 1], what=what, rtol=0, atol=atol, known_mistakes={mistake: [0, 0]})


@pytest.mark.task("sampling", points=4)
def test_spread(student):
    """z spreads around z_mean with standard deviation exp(z_log_var / 2)."""
    levels = np.array([(0, 0), (np.log(4), -2), (-0.9, 0.7), (3.5, -4)])  # (groups, latent); 0: the noise
    z_mean, z_log_var = _rows(*[(3, -1.5)] * len(levels)), _rows(*levels)

    z = student.sample(z_mean, z_log_var)  # (groups * draws, 2)

    expect_finite(z, what="z")
    measured, formula = _deviation(z, z_mean), np.exp(levels / 2)
    noise = measured[0]
    if (noise > _TINY).all() and (np.abs(measured / (noise * formula) - 1) < _near((z - z_mean)[:DRAWS])).all():
        return  # the formula is right: noise of another size is left to test_noise
    mistakes = {
        "log-variance-as-standard-deviation": np.exp(levels),
        "half-the-variance": 0.5 * np.exp(levels),
        "raw-log-variance": np.abs(levels),
        "halved-log-variance": np.abs(levels) / 2,
        "inverse-deviation": np.exp(-levels / 2),
        "softplus-deviation": np.log1p(np.exp(levels)),
        "sigmoid-deviation": 1 / (1 + np.exp(-levels)),
        "log-variance-unused": np.ones(levels.shape),
        "inputs-swapped": np.exp([(1.5, -0.75)] * len(levels)),
        "noise-unused": np.zeros(levels.shape),
    }
    labels = [f"where z_log_var is {level:.3g}" for level in levels.flat]
    # 5 % is ten standard errors
    what = "the standard deviation of z"
    expect_close(measured, formula, what=what, rtol=0.05, atol=_TINY, known_mistakes=mistakes, labels=labels)


@pytest.mark.task("sampling", points=2)
def test_noise(student):
    """The noise is standard normal: mean 0, standard deviation 1, and of the normal distribution's shape."""
    nothing, levels = _rows((0, 0), (0, 0)), _rows((0, 0), (1.4, 1.4))

    z = student.sample(nothing, levels)

    expect_finite(z, what="z")
    noise, other = z[:DRAWS], z[DRAWS:]
    _expect_different_rows(other, nothing[DRAWS:], levels[DRAWS:])
    if noise.std() < _TINY:  # no noise where z_log_var is 0 is a mistake of the deviation, left to test_spread
        noise = other / other.std()
    what = "the kurtosis of the noise (how heavy the tails are: 3 for a normal distribution)"
    # standard error of 20,000 draws 0.035; 0.25 is seven
    expect_close(kurtosis(noise), 3.0, what=what, rtol=0, atol=0.25, known_mistakes=_shape_of(noise))
    distance, bound = distance_from_normal(noise), distance_by_chance(noise.size)
    came = f"a Kolmogorov–Smirnov distance of {distance:.2g} to it"
    message = (
        f"The shape of the noise: expected a normal distribution's, but got {came} (chance: below {bound:.2g})."
    )
    expect(distance < bound, message)
    # seven standard errors each: of a deviation 1 / sqrt(40000), of a mean 1 / sqrt(20000); the deviation comes first, as
    # wide noise is far from 0 by chance
    spread = noise.std(axis=0)
    # named where the deviation follows z_log_var as it should: else the formula has another mistake, left to test_spread
    follows = np.abs(other.std(axis=0) / np.exp(levels[-1] / 2) / spread - 1).max() < 0.03
    known = {"noise-of-another-size": spread} if follows else {}
    what = "the standard deviation of the noise"
    expect_close(spread, [1, 1], what=what, rtol=0.035, known_mistakes=known)
    expect_close(noise.mean(axis=0), [0, 0], what="the mean of the noise", rtol=0, atol=0.05)


def _shape_of(noise):
    """The known kind of noise that this is, if it is not normal, and its kurtosis."""
    if is_uniform(noise):
        return {"uniform-noise": 1.8}
    if is_two_valued(noise):
        return {"two-valued-noise": 1.0}
    # of 40,000 normal draws the largest is beyond four deviations; cut off at two it is at 2.3
    cut_off = np.abs(noise).max() < 2.5 * noise.std() and 2.2 < kurtosis(noise) < 2.6
    return {"truncated-noise": kurtosis(noise)} if cut_off else {}


@pytest.mark.task("sampling", points=2)
def test_independence(student):
    """Every row and every latent gets noise of its own."""
    z_mean, z_log_var = _rows((1.5, -2)), _rows((1.4, -1.1))

    z = student.sample(z_mean, z_log_var)

    expect_finite(z, what="z")
    noise = z - z_mean  # (draws, 2)
    _expect_different_rows(z, z_mean, z_log_var)
    # standard error of a correlation: 1 / sqrt(20000) = 0.0071; 0.05 is seven
    columns = np.corrcoef(noise.T)[0, 1]
    what = "the correlation between the noise of two latents"
    known = {"one-noise-per-row": 1.0} if columns > 1 - 1e-6 else {}
    expect_close(columns, 0.0, what=what, rtol=0, atol=0.05, known_mistakes=known)
    rows = [np.corrcoef(noise[1:, j], noise[:-1, j])[0, 1] for j in (0, 1)]
    expect_close(rows, [0, 0], what="the correlation between the noise of neighbouring rows", rtol=0, atol=0.05)
    _expect_own_rows(noise)


def _expect_own_rows(noise):
    """No row's noise is another's, up to a sign. Rounded to 1e-5, hundreds of right rows never are: one pair in
    2e8 * (1e-5 * 0.28)² = 0.002 gradings. Noise of few values is left to test_noise.
    """
    rounded = np.abs(noise / noise.std(axis=0)).round(5)
    own = len(np.unique(rounded[:, 0] + 1j * rounded[:, 1]))  # a row as one number: a third of the time
    message = f"The noise of {DRAWS} rows: expected a draw for each, but got {own} different ones, signs apart."
    of_few_values = len(np.unique(rounded[:, 0])) < DRAWS / 10
    expect(own > 0.9 * DRAWS or of_few_values, message)


@pytest.mark.task("sampling", points=2)
def test_new_noise(student):
    """Every call draws new noise, in a graph that was traced once as well, for a batch of any size."""
    z_mean, z_log_var = student.rng.normal(size=(2, 64, 2)).astype(np.float32)

    for graph in (False, True):
        with _size_named(student):
            z = student.samples(z_mean, z_log_var, calls=3, graph=graph)  # (calls, 64, 2)
        expect_finite(z, what="z")
        where = "of one graph, as in `fit`" if graph else "of one layer"
        repeated = any(np.array_equal(z[i], z[j]) for i, j in ((0, 1), (1, 2), (0, 2)))
        message = f"z in three calls {where} with equal inputs: expected different values, but calls agree."
        expect(not repeated, message, _without_noise(z, z_mean, z_log_var) or "same-noise-at-every-call")


@contextlib.contextmanager
def _size_named(student):
    """Name the mistake where code fails for a batch of this size, or of an unknown one, which serves a batch of 128."""
    try:
        yield
    except (StudentFailed, CheckFailed) as failed:
        if student.needs_whole_batches:
            raise CheckFailed(failed.message, "fixed-noise-size") from failed
        if isinstance(failed, StudentFailed) and _is_of_no_size(failed.message):
            raise CheckFailed(failed.message, "static-shape") from failed
        raise


def _is_of_no_size(message):
    """Whether TensorFlow's words are those for a shape with None in it."""
    return "None" in message and any(word in message.lower() for word in ("tensorshape", "convert", "shape"))


@pytest.mark.task("sampling", points=1, spoils="nothing")
def test_training_flag(student):
    """The noise is there whatever `training` is."""
    _expect_values(student)
    z_mean, z_log_var = student.rng.normal(size=(2, BATCH_SIZE, 2)).astype(np.float32)

    for training in (None, False):
        z = student.sample(z_mean, z_log_var, training=training)
        expect_finite(z, what="z")
        message = f"z with training={training}: expected noise around z_mean, but z equals z_mean."
        if np.abs(z - z_mean).max() > 1e-3:
            continue
        noisy_in_training = np.abs(student.sample(z_mean, z_log_var) - z_mean).max() > _TINY
        expect(False, message, "noise-only-in-training" if noisy_in_training else "noise-unused")
    _expect_one_spread(student)


def _expect_one_spread(student):
    """The noise is as large outside of training as in it."""
    z_mean, z_log_var = _rows((0, 0)), _rows((0.8, -0.6))
    usual, *others = (student.sample(z_mean, z_log_var, training=flag) for flag in (True, None, False))
    if len(np.unique(usual[:, 0])) < DRAWS / 10:  # noise that rows share is left to test_independence
        return
    what = "the standard deviation of z with training=None and with training=False, over that with training=True"
    expect_close([z.std() / usual.std() for z in others], [1, 1], what=what, rtol=_near(usual))


@pytest.mark.task("sampling", points=1)
def test_gradients(student):
    """Gradients reach z_mean and z_log_var."""
    _expect_values(student)
    z_mean, z_log_var = student.rng.normal(size=(2, BATCH_SIZE, 2)).astype(np.float32)

    gradients = student.sample_gradients(z_mean, z_log_var)

    for name, gradient, used in zip(("z_mean", "z_log_var"), gradients, _used(student), strict=True):
        message = f"The gradient of z with respect to {name}: expected numbers other than 0, but got none."
        expect(not used or np.abs(gradient).max() > 0, message, "gradient-cut")


def _expect_values(student):
    """A constant has every size, loses no gradient and differs from z_mean, but it is no z."""
    if "values" not in student.inputs:
        z_mean, z_log_var = student.rng.normal(size=(2, BATCH_SIZE, 2)).astype(np.float32)
        student.inputs["values"] = student.sample(z_mean, z_log_var)
    z = student.inputs["values"]
    message = f"z of {BATCH_SIZE} rows: expected different values, but all are {show(z.flat[0])}."
    expect(not np.isfinite(z).all() or z.std() > 0, message)


def _used(student):
    """Whether z depends on z_mean, and on z_log_var: an input left out is left to another check."""
    z_mean, z_log_var = _rows((100, 100), (0, 0), (0, 0)), _rows((0, 0), (8, 8), (0, 0))
    moved, wide, usual = np.split(student.sample(z_mean[::80], z_log_var[::80]), 3)  # 256 rows of each
    # the deviation is 54.6 times as large at z_log_var = 8; of 500 draws its error is 3 %
    return np.abs(moved - usual).mean() > 50, np.abs(wide).mean() > 5 * np.abs(usual).mean()


@pytest.mark.task("sampling", points=1, spoils="nothing")
def test_sizes(student):
    """Any batch size, known or not, and any latent size will do."""
    _expect_values(student)
    cases = [student.rng.normal(size=(2, *size)).astype(np.float32) for size in ((1, 2), (7, 2), (3, 5))]
    with _size_named(student):
        for z_mean, z_log_var in cases:
            batch, latent = z_mean.shape
            expect_finite(student.sample(z_mean, z_log_var), what=f"z for a batch of {batch} and {latent} latents")
        for z in student.sample_symbolically(*cases):
            expect_finite(z, what="z in a model")
    _expect_noise_for_one(student)


def _expect_noise_for_one(student):
    """A batch of one image has noise as well, and noise that differs from one call to the next."""
    z_mean, z_log_var = np.array([[[0.7, -1.2]], [[0.3, 0.5]]], np.float32)
    several = [np.repeat(array, 3, axis=0) for array in (z_mean, z_log_var)]
    usual = student.samples(*several, calls=2)  # (calls, 3, latent)
    z = student.samples(z_mean, z_log_var, calls=8)  # (calls, 1, latent)
    expect_finite(z, what="z of a single image")
    noise_of_larger_batches = (
        np.abs(usual[0] - usual[1]).max() > _TINY
    )  # where there is none, it is left to other checks
    message = "z of a single image in eight calls: expected different values, but they are equal."
    expect(not noise_of_larger_batches or (z.std(axis=0) > _TINY).any(), message)
