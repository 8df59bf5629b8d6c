"""Task 2B. The run is re-evaluated from the weights that it saved, on digits that it was not trained on."""

import numpy as np
import pytest

from autograder.assignments.vae_digits import reference
from autograder.assignments.vae_digits.student import LOSSES
from autograder.expect import expect, expect_close, expect_finite, expect_shape

SNAPSHOTS, EPOCHS = (5, 10, 30), 30
TOLERANCE = {"mnist": 0.05, "stand-in": 0.08}  # measured: 1.5 % and 4.5 %
SHAPES = {
    "encoder": [(784, 512), (512,), (512, 2), (2,), (512, 2), (2,)],
    "decoder": [(2, 512), (512,), (512, 784), (784,)],
}


def _weights(evidence, network, epoch):
    """The variables of a network after an epoch, in float32."""
    weights = []
    for index, shape in enumerate(SHAPES[network]):
        key = f"{network}_{epoch}_{index}"
        weights.append(np.float32(_array(evidence, key, shape)))
    return weights


def _array(evidence, key, shape):
    message = f"`{key}` in evidence.npz: expected an array, but it is not there. Run the experiment again."
    expect(key in evidence, message)
    array = expect_shape(evidence[key], shape, what=f"`{key}` in evidence.npz")
    expect_finite(array, what=f"`{key}` in evidence.npz")
    return array


def _source(evidence):
    source = str(np.asarray(evidence.get("data_source", "")).reshape(-1)[0]) if "data_source" in evidence else ""
    message = f"`data_source` in evidence.npz: expected 'mnist' or 'stand-in', but got '{source[:20]}'."
    expect(source in ("mnist", "stand-in"), message)
    return source


def _held_out_losses(student):
    """The loss at each snapshot, recomputed on held-out digits: (3,), and the digits."""
    evidence = student.evidence
    x = student.held_out(_source(evidence))
    if "held out" not in student.inputs:
        noise = student.rng.normal(size=(len(x), 2))  # one draw of z for each image: the mean's error is 0.1 nats
        student.inputs["held out"] = np.array([_loss(evidence, epoch, x, noise) for epoch in SNAPSHOTS])
    return student.inputs["held out"], x


def _loss(evidence, epoch, x, noise):
    encoder, decoder = _weights(evidence, "encoder", epoch), _weights(evidence, "decoder", epoch)
    return sum(reference.losses(encoder, decoder, x, noise))


@pytest.mark.task("experiment", points=2)
def test_complete(student):
    """The evidence holds one run of 30 epochs with snapshots after 5, 10 and 30."""
    evidence = student.evidence
    expect_close(_array(evidence, "epochs", (3,)), SNAPSHOTS, what="the epochs of the snapshots", rtol=0)
    for name in LOSSES:
        _array(evidence, f"history_{name}", (EPOCHS,))
    for epoch in SNAPSHOTS:
        _weights(evidence, "encoder", epoch), _weights(evidence, "decoder", epoch)
    _source(evidence)


@pytest.mark.task("experiment", points=3)
def test_learns(student):
    """The loss, recomputed from the saved weights on held-out digits, falls from 5 to 10 to 30 epochs."""
    losses, _ = _held_out_losses(student)
    shown = ", ".join(f"{loss:.1f}" for loss in losses)
    message = f"The recomputed losses after 5, 10, 30 epochs: expected each below the one before, but got {shown}."
    expect(losses[0] > losses[1] > losses[2], message)


@pytest.mark.task("experiment", points=3)
def test_beats_collapse(student):
    """After 30 epochs the model is better than one mean image for all."""
    losses, x = _held_out_losses(student)
    bound = reference.collapse(x)
    # the reference is some 40 nats below; drawing z anew moves the mean by less than 1
    message = (
        f"The recomputed loss after 30 epochs: expected well below {bound:.1f}, that of one mean image for all, "
        f"but got {losses[2]:.1f}."
    )
    expect(losses[2] < 0.95 * bound, message, "collapse")


@pytest.mark.task("experiment", points=2)
def test_history(student):
    """The losses that the run reports agree with those recomputed from the saved weights."""
    losses, _ = _held_out_losses(student)
    history = _array(student.evidence, "history_loss", (EPOCHS,))[[epoch - 1 for epoch in SNAPSHOTS]]
    total, *parts = (_array(student.evidence, f"history_{name}", (EPOCHS,)) for name in LOSSES)
    what = "`history_loss` after 5, 10 and 30 epochs, against the losses recomputed on held-out digits"
    # the history is a mean over an epoch of changing weights, on other digits
    expect_close(history, losses, what=what, rtol=TOLERANCE[_source(student.evidence)])
    expect_close(sum(parts), total, what="the sum of both parts' history", rtol=0.01)
