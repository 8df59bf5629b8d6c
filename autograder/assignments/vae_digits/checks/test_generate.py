"""Task 2A. A probe decoder whose every pixel is sigmoid(z @ kernel + bias) shows which z it was given."""

import numpy as np
import pytest

from autograder.assignments.vae_digits.reference import PIXELS, is_uniform, kurtosis, sigmoid
from autograder.expect import expect, expect_close, expect_finite, expect_shape

MANY = 2000  # images; with two latents a deviation's standard error is 1.1 %, a mean's 1.6 %, a kurtosis's 0.08
DEFAULT = 10


def _generate(student, count, index=0):
    """Images, z and used globals of one call, from a probe that all checks share."""
    if "probe" not in student.inputs:
        kernel = np.float32(student.rng.uniform(-0.6, 0.6, (2, PIXELS)))
        # pixels as near as 0.007 to black, and never nearer than 0.002 to white: what is stretched to it shows
        student.inputs["probe"] = kernel, np.float32(student.rng.uniform(-5, 4, PIXELS))
    kernel, bias = student.inputs["probe"]
    return student.generate(kernel, bias, count, index), kernel, bias


def _pixels(images, count):
    """The images as (count, 784); fail in any other layout."""
    what = "the images of `generate_digits`"
    expect_finite(images, what=what)
    right = images.shape in ((count, 28, 28, 1), (count, 28, 28), (count, PIXELS))
    expect(right, f"The shape of {count} images: expected {(count, 28, 28, 1)}, but got {images.shape}.")
    return images.reshape(count, PIXELS)


@pytest.mark.task("generate", points=2)
def test_count(student):
    """`generate_digits` returns n images, 10 if n is not given."""
    for count in (7, 1, None):
        (images, _, _), _, _ = _generate(student, count)
        _pixels(images, count or DEFAULT)


@pytest.mark.task("generate", points=3)
def test_latents(student):
    """The digits are decoded from z ~ N(0, I)."""
    (_, z, _), _, _ = _generate(student, MANY)

    z = expect_shape(z, (len(z), 2), what="z given to the decoder")
    expect_finite(z, what="z given to the decoder")
    _expect_own_rows(z)
    error = 1 / np.sqrt(len(z))  # the standard error of a mean; a wrong count is test_count's affair
    # seven standard errors each; for 2,000 images: mean and correlation 0.022, deviation 1.6 %, kurtosis 0.08
    expect_close(
        kurtosis(z),
        3.0,
        what="the kurtosis of z (3 for a normal distribution)",
        rtol=0,
        atol=25 * error,
        known_mistakes={"uniform-latents": 1.8} if is_uniform(z) else None,
    )
    expect_close(z.mean(axis=0), [0, 0], what="the mean of z", rtol=0, atol=7 * error)
    expect_close(z.std(axis=0), [1, 1], what="the standard deviation of z", rtol=5 * error)
    expect_close(np.corrcoef(z.T)[0, 1], 0.0, what="the correlation of the two latents", rtol=0, atol=7 * error)


def _expect_own_rows(z):
    """Every digit has a z of its own. Two of 2,000 agree by chance, up to a sign, with probability 2e-8."""
    message = f"z of {len(z)} images: expected different rows, but all are equal."
    expect((z.std(axis=0) > 1e-3).any(), message, "one-digit-repeated")
    own = len(np.unique(np.abs(z), axis=0))
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
        mistakes = {"binarised-pixels": right > 0.5, "pixels-times-255": 255 * right, "inverted-pixels": 1 - right}
        expect_close(pixels, right, what="the pixels", rtol=0, atol=1e-3, known_mistakes=mistakes)


@pytest.mark.task("generate", points=1)
def test_given_decoder(student):
    """The digits come from the decoder that is given, not from the notebook's."""
    (images, z, used), kernel, bias = _generate(student, None)
    names = ", ".join(f"`{name}`" for name in used)
    message = f"The model used: expected the argument `decoder`, but got the notebook's {names}."
    expect(not used, message, "global-decoder")
    if z.shape == (DEFAULT, 2) and images.size == DEFAULT * PIXELS:  # else it is another check's affair
        kept = np.corrcoef(images.ravel(), sigmoid(z @ np.float64(kernel) + bias).ravel())[0, 1]
        message = (
            f"The likeness of the images to what `decoder` draws from its z: expected 1 or -1, but got {kept:.2f}."
        )
        expect(abs(kept) > 0.5, message)
