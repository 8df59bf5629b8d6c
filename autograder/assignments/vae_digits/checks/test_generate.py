"""Task 2A. A probe decoder whose every pixel is sigmoid(z @ kernel + bias) shows which z it was given.

A right answer fails with probability 4e-7 in a whole grading: at the deviation 2e-7, at two means and a correlation
4e-8 each, at all else 1e-9; Task 1A adds 1e-10.
"""

import numpy as np
import pytest

from autograder.assignments.vae_digits.given_constants import PIXELS
from autograder.assignments.vae_digits.reference import is_uniform, kurtosis, sigmoid
from autograder.authoring.comparison import expect, expect_close, expect_finite, expect_shape

CALLS, EACH = 10, 200  # calls of as many images: small questions, so that slow code has its time
DEFAULT = 10
_LAYOUTS = "(n, 28, 28, 1), (n, 28, 28) or (n, 784)"


def _probe(student):
    """A decoder that all checks share: kernel and bias of its logits."""
    if "probe" not in student.inputs:
        kernel = np.float32(student.rng.uniform(-0.6, 0.6, (2, PIXELS)))
        # pixels as near as 0.007 to black, and never nearer than 0.002 to white: what is stretched to it shows
        student.inputs["probe"] = kernel, np.float32(student.rng.uniform(-5, 4, PIXELS))
    return student.inputs["probe"]


def _generate(student, count, index=0):
    """Images, z and used globals of one call, from the shared decoder."""
    kernel, bias = _probe(student)
    return student.generate(kernel, bias, count, index), kernel, bias


def _pixels(images, count, asked=True):
    """The images as (count, 784); fail in any other layout. `asked`: whether n was given, else it is the default."""
    what = "the images of `generate_digits`"
    expect_finite(images, what=what)
    right = images.shape in ((count, 28, 28, 1), (count, 28, 28), (count, PIXELS))
    called = "one image" if count == 1 else f"{count} images"
    n = f"n = {count}" if asked else f"n = {count}, as n was not given"
    if count == 1:
        n = f"{n}: the first axis counts the images, also where there is only one"
    expect(right, f"The shape of {called}: expected {_LAYOUTS} with {n}; but got {images.shape}.")
    return images.reshape(count, PIXELS)


@pytest.mark.task("generate", points=2)
def test_count(student):
    """`generate_digits` returns n images, 10 if n is not given."""
    for count in (7, 1, None):
        (images, _, _), _, _ = _generate(student, count)
        _pixels(images, count or DEFAULT, asked=count is not None)


@pytest.mark.task("generate", points=3)
def test_latents(student):
    """The digits are decoded from z ~ N(0, I)."""
    z = student.latents(*_probe(student), EACH, CALLS)

    z = expect_shape(z, (len(z), 2), what="z given to the decoder")
    expect_finite(z, what="z given to the decoder")
    _expect_draws(z)
    error = 1 / np.sqrt(len(z))  # the standard error of a mean; a wrong count is left to test_count
    _expect_normal_size(z, error)
    # 5.5 standard errors each, 3.8e-8: of a mean and a correlation 0.022 for 2,000 images
    expect_close(z.mean(axis=0), [0, 0], what="the mean of z", rtol=0, atol=5.5 * error)
    # seven standard errors of 0.08: a fourth moment is not normal
    expect_close(
        kurtosis(z),
        3.0,
        what="the kurtosis of z (how heavy the tails are: 3 for a normal distribution)",
        rtol=0,
        atol=25 * error,
        known_mistakes={"uniform-latents": 1.8} if is_uniform(z) else None,
    )
    expect_close(np.corrcoef(z.T)[0, 1], 0.0, what="the correlation of the two latents", rtol=0, atol=5.5 * error)


def _expect_normal_size(z, error):
    """The deviation is 1. Before the mean: that of wide noise is far from 0 by chance.

    A deviation's standard error is error / sqrt(2) in each latent, 1.6 % for 2,000 images, and 1.1 % in both
    together: 5.2 of those (2e-7) are 5.8 %, and a deviation of 0.9 is nine of them away.
    """
    slug = "uniform-latents" if is_uniform(z) else "noise-of-another-size"
    together = float(np.sqrt(np.mean(z.var(axis=0))))
    known = {slug: together} if (abs(together - 1) > 0.05 and _is_normal(z)) or is_uniform(z) else {}
    expect_close(
        together, 1.0, what="the standard deviation of z, in both latents together", rtol=2.6 * error,
        known_mistakes=known,
    )  # fmt: skip
    # 6.5 standard errors: 8e-11
    expect_close(z.std(axis=0), [1, 1], what="the standard deviation of z", rtol=4.6 * error)


def _is_normal(z):
    """Whether z are normal draws but for their mean and deviation, which are to be named only then."""
    neighbours = [np.corrcoef(column[1:], column[:-1])[0, 1] for column in z.T]
    return abs(kurtosis(z - z.mean(axis=0)) - 3) < 0.5 and np.abs(neighbours).max() < 0.2


def _expect_draws(z):
    """Every digit has a z of its own. Two of 2,000 agree by chance, up to a sign, with probability 2e-8."""
    message = f"z of {EACH} images: expected different rows, but all are equal."
    expect((z[:EACH].std(axis=0) > 1e-3).any(), message, "one-digit-repeated")
    calls = np.split(np.abs(z), range(EACH, len(z), EACH))  # what calls share is left to test_new_digits
    values = max(len(np.unique(column)) for column in z[:EACH].T)
    message = (
        f"z of {EACH} images: expected random draws, each a number of its own, but each latent has at most {values} "
        "different values."
    )
    points = len(np.unique(z[:EACH], axis=0))  # of a grid nearly all differ; draws that are rounded meet again
    expect(not 4 < values < EACH / 5, message, "latents-on-a-grid" if points > EACH / 2 else None)
    own = sum(len(np.unique(call, axis=0)) for call in calls)
    message = f"z of {len(z)} images: expected a draw for each, but got {own} different rows, signs apart."
    expect(own == len(z), message)


@pytest.mark.task("generate", points=2)
def test_new_digits(student):
    """Every call gives new digits, a call for a single one as well."""
    (first, z, _), _, _ = _generate(student, None, 0)
    (second, other, _), _, _ = _generate(student, None, 1)
    same = np.array_equal(first, second) or np.array_equal(z, other)
    message = "Two calls of `generate_digits`: expected different z, but both got the same."
    expect(not same, message, "same-digits-at-every-call")
    (one, z, _), _, _ = _generate(student, 1, 0)
    (another, other, _), _, _ = _generate(student, 1, 1)
    same = np.array_equal(one, another) or np.array_equal(z, other)
    expect(not same, "Two calls of `generate_digits` with n = 1: expected different z, but both got the same.")


@pytest.mark.task("generate", points=2)
def test_pixels(student):
    """The pixels are as the decoder gives them."""
    for count in (7, 1):
        (images, z, _), kernel, bias = _generate(student, count)
        pixels = images.reshape(-1, PIXELS) if images.size % PIXELS == 0 else _pixels(images, count)
        z = expect_shape(z, (len(pixels), 2), what="z given to the decoder")
        right = sigmoid(z @ np.float64(kernel) + bias)
        mistakes = {
            "binarised-pixels": right > 0.5,
            "pixels-times-255": 255 * right,
            "inverted-pixels": 1 - right,
            "sigmoid-twice": sigmoid(right),
        }
        if pixels.shape == right.shape and np.abs(pixels - 255 * right).max() < 1.01:  # cut to whole numbers
            mistakes["pixels-times-255"] = pixels
        if np.isin(pixels, (0, 1)).all() and _drawn_from(pixels, right):
            mistakes["pixels-drawn"] = pixels
        expect_close(pixels, right, what="the pixels", rtol=0, atol=1e-3, known_mistakes=mistakes)


def _drawn_from(pixels, right):
    """Whether black and white pixels follow their probabilities, within six standard errors, and are not rounded."""
    if pixels.shape != right.shape or np.array_equal(pixels, right > 0.5):
        return False
    error = np.sqrt((right * (1 - right)).sum())
    grey = abs(right - 0.5) < 0.3
    return abs((pixels - right).sum()) < 6 * error and (pixels != (right > 0.5))[grey].mean() > 0.1


@pytest.mark.task("generate", points=1)
def test_given_decoder(student):
    """The digits come from the decoder that is given, not from the notebook's."""
    (images, z, used), kernel, bias = _generate(student, None)
    names = ", ".join(f"`{name}`" for name in used)
    message = f"The model used: expected the argument `decoder`, but got the notebook's {names}."
    expect(not used, message, "global-decoder")
    if z.shape == (DEFAULT, 2) and images.size == DEFAULT * PIXELS:  # else it is left to another check
        kept = np.corrcoef(images.ravel(), sigmoid(z @ np.float64(kernel) + bias).ravel())[0, 1]
        message = (
            f"The likeness of the images to what `decoder` draws from its z: expected 1 or -1, but got {kept:.2f}."
        )
        expect(abs(kept) > 0.5, message)
