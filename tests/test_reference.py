"""The formulas that answers are compared with, where float32 leaves more than one right gradient; what is not asked."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.assignments.vae_digits import reference
from autograder.assignments.vae_digits.student import Student
from autograder.records.outcomes import ProcessEnded


@pytest.fixture
def batch() -> tuple[list, list, np.ndarray, np.ndarray]:
    """Variables of both networks, four images, and noise for them."""
    rng = np.random.default_rng(3)
    encoder = [rng.normal(0, 0.05, (784, 4)), rng.normal(size=4), *_head(rng), *_head(rng)]
    decoder = [rng.normal(size=(2, 4)), rng.normal(size=4), rng.normal(size=(4, 784)), rng.normal(size=784)]
    return encoder, decoder, rng.uniform(size=(4, 784)), rng.normal(size=(4, 2))


def _head(rng) -> list[np.ndarray]:
    return [rng.normal(0, 0.3, (4, 2)), rng.normal(0, 0.3, 2)]


def test_networks_without_a_relu_at_0_have_one_right_gradient(batch):
    assert all(not array.any() for part in reference.undecided(*batch) for array in part)


def test_a_relu_of_the_decoder_at_0_leaves_two_right_gradients(batch):
    encoder, decoder, x, noise = batch
    m, lv = reference.encode(encoder, x)
    z = m + np.exp(lv / 2) * noise
    decoder[1][0] = -z[0] @ decoder[0][:, 0]
    _expect_two(encoder, decoder, x, noise, part=2)


def test_a_relu_of_the_encoder_at_0_leaves_two_right_gradients(batch):
    encoder, decoder, x, noise = batch
    encoder[1][0] = -x[0] @ encoder[0][:, 0]
    for part in (0, 1):
        _expect_two(encoder, decoder, x, noise, part)


def _expect_two(encoder, decoder, x, noise, part: int) -> None:
    """Either side of 0 is within what is undecided, and they are farther apart than the check's 3 %."""
    right, spread = (of(encoder, decoder, x, noise)[part] for of in (reference.gradients, reference.undecided))
    sides = [reference.gradients(encoder, decoder, x, noise, zero=zero)[part] for zero in (-1e-9, 1e-9)]
    for side in sides:
        for came, gradient, room in zip(side, right, spread, strict=True):
            assert np.all(np.abs(came - gradient) <= room + 1e-12)
    assert max(np.max(np.abs(a - b)) / np.max(np.abs(a)) for a, b in zip(*sides, strict=True)) > 0.03


def test_a_step_whose_process_ends_is_not_asked_for_batches_of_a_known_size():
    """It may have taken too much memory: that says nothing of the sizes that it can do."""
    asked = []

    def ask(question, **arguments):
        asked.append((question, arguments["batch_size"]))
        raise ProcessEnded("Your code used more than 4096 MiB of memory.")

    student = Student(ask, handin=None)
    batch = {"x": np.zeros((16, 28, 28, 1)), "batch": 16, "encoder": [], "decoder": []}
    with pytest.raises(ProcessEnded):
        student.fit("one batch", **batch, epochs=1, learning_rate=0.0, earlier=0)
    assert asked == [("train", 16)]
    assert student.needs_known_size == ""
