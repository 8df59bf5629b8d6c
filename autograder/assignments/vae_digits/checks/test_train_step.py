"""Task 1C. The VAE is built around two small networks whose variables are set, and trained by plain SGD with `fit`.

In the `still` run z_log_var is -30: z = z_mean to seven digits, whatever draws it, so every number is known. In
the `noisy` run z_log_var varies, and the z that the decoder was given is noted: given that, all is known again.
"""

import numpy as np
import pytest

from autograder.assignments.vae_digits import reference
from autograder.assignments.vae_digits.student import DECODER, ENCODER, LOSSES, find_loss
from autograder.expect import expect, expect_close, expect_finite, expect_shape

HIDDEN, LATENT, RATE = 16, 2, 3e-4
BATCH, STEPS_AN_EPOCH = 16, 3  # the third batch of an epoch is not full
DRAWS = 1500  # rows of the noisy run's batch
PARTS = LOSSES[1:]


def _networks(rng, log_var_scale, log_var_bias):
    """Random variables of both networks; z_log_var = hidden * scale + bias."""

    def normal(scale, *shape):
        return np.float32(scale * rng.normal(size=shape))

    encoder = [normal(0.04, 784, HIDDEN), normal(0.3, HIDDEN), normal(0.4, HIDDEN, LATENT), normal(0.4, LATENT)]
    encoder += [normal(log_var_scale, HIDDEN, LATENT), np.float32(log_var_bias)]
    decoder = [normal(0.7, LATENT, HIDDEN), normal(0.4, HIDDEN), normal(0.3, HIDDEN, 784), normal(0.3, 784)]
    return encoder, decoder


def _still(student):
    """Two epochs of three batches: dark images, bright ones, and half a batch of grey ones."""
    if "still" not in student.inputs:
        x = student.rng.uniform(0, 0.35, (BATCH * 5 // 2, 28, 28, 1))
        x[BATCH : 2 * BATCH] += 0.6
        x[2 * BATCH :] += 0.3
        encoder, decoder = _networks(student.rng, 0.0, (-30, -30))
        student.inputs["still"] = {"x": np.float32(x), "encoder": encoder, "decoder": decoder, "batch": BATCH}
    return student.fit("still", **student.inputs["still"], learning_rate=RATE, epochs=2)


def _noisy(student):
    """Three epochs of one large batch."""
    if "noisy" not in student.inputs:
        x = student.rng.uniform(0, 1, (DRAWS, 1, 1, 1)) * student.rng.uniform(0, 1, (DRAWS, 28, 28, 1))
        encoder, decoder = _networks(student.rng, 0.2, (0.9, -0.8))
        student.inputs["noisy"] = {"x": np.float32(x), "encoder": encoder, "decoder": decoder, "batch": DRAWS}
    _still(student)  # first: the graph is traced with the small batch
    return student.fit("noisy", **student.inputs["noisy"], learning_rate=RATE, epochs=3)


def _reported(step, name):
    """What `train_step` returned for a loss after a batch."""
    return float(expect_shape(find_loss(step.logs, name), (), what=f"`{name}` in the dict that `train_step` returns"))


def _expect_moves(moves, gradients, wrong, names, steps, which):
    """The variables moved by -learning rate * gradient, for each step that the optimizer took.

    Each variable's tolerance is 3 % of its largest element: rounding of float32 is below 1 %.
    """
    expect_finite(np.concatenate([move.ravel() for move in moves]), what=f"the change of the {which}'s variables")
    size = [np.max(np.abs(gradient)) for gradient in gradients]
    labels = np.repeat(names, [gradient.size for gradient in gradients])
    flat = [np.concatenate([(g / s).ravel() for g, s in zip(array, size, strict=True)]) for array in (moves, gradients)]
    mistakes = {
        slug: np.concatenate([(g / s).ravel() for g, s in zip(array, size, strict=True)])
        for slug, array in wrong.items()
    }
    mistakes |= {"not-trained": 0 * flat[1], "uphill": -flat[1]}
    what = f"how far one step moved the {which}'s variables, in units of each one's largest expected move"
    expect_close(
        flat[0], flat[1], what=what, rtol=0, atol=0.03 * max(1, steps), known_mistakes=mistakes, labels=list(labels)
    )


def _moves(old, new, steps):
    return [(a - np.float64(b)) / RATE / max(1, steps) for a, b in zip(old, new, strict=True)]


@pytest.mark.task("train-step", points=1)
def test_names(student):
    """`train_step` returns a dict with `loss`, `reconstruction_loss` and `kl_loss`."""
    logs = _still(student).steps[0].logs
    for name in LOSSES:
        found = ", ".join(f"`{key[:30]}`" for key in logs) or "no key"
        expect(name in logs, f"The dict that `train_step` returns: expected the key `{name}`, but got {found}.")


@pytest.mark.task("train-step", points=5)
def test_encoder(student):
    """A step moves every variable of the encoder down the gradient of reconstruction + KL."""
    for fit in (_still(student), _noisy(student)):
        step = fit.steps[0]
        by_reconstruction, by_kl, _ = reference.gradients(step.encoder, step.decoder, step.x, step.noise)
        total = [a + b for a, b in zip(by_reconstruction, by_kl, strict=True)]
        wrong = {"kl-not-trained": by_reconstruction, "reconstruction-not-trained": by_kl}
        moves = _moves(step.encoder, step.new_encoder, step.steps)
        _expect_moves(moves, total, wrong, ENCODER, step.steps, "encoder")


@pytest.mark.task("train-step", points=4)
def test_decoder(student):
    """A step moves every variable of the decoder down the gradient of the reconstruction loss."""
    step = _still(student).steps[0]
    _, _, gradients = reference.gradients(step.encoder, step.decoder, step.x, step.noise)
    _expect_moves(
        _moves(step.decoder, step.new_decoder, step.steps), gradients, {}, DECODER, step.steps, "decoder"
    )


@pytest.mark.task("train-step", points=2)
def test_one_step(student):
    """The optimizer takes one step for each batch."""
    steps = [step.steps for step in _still(student).steps]
    slug = "optimizer-bypassed" if not any(steps) else "several-steps-a-batch" if min(steps) > 1 else None
    message = f"Steps of `self.optimizer` in {len(steps)} batches: expected {len(steps)}, but got {sum(steps)}."
    expect(set(steps) == {1}, message, slug)


@pytest.mark.task("train-step", points=3)
def test_reported_parts(student):
    """The two losses that are reported are those of the batch, in nats per image."""
    still, noisy = _still(student).steps[0], _noisy(student).steps[0]
    for step in (still, noisy):
        right = step.losses()
        mistakes = {"reconstruction_loss": {"pixel-mean": 1 / 784, "batch-sum": len(step.x), "sign-flipped": -1}}
        mistakes["kl_loss"] = {"latent-mean": 0.5, "batch-sum": len(step.x), "sign-flipped": -1, "kl-missing-half": 2}
        for name in PARTS:
            known = {slug: factor * right[name] for slug, factor in mistakes[name].items()}
            if name == "kl_loss" and step is noisy:
                m, lv = reference.encode(step.encoder, step.x)
                known["kl-from-draw"] = reference.kl(m + np.exp(lv / 2) * step.noise, lv).mean()
            what = f"`{name}` after the first batch, against its value recomputed from the variables"
            # float32: 1e-6; the noise left in the still run: 1e-6
            expect_close(_reported(step, name), right[name], what=what, rtol=2e-3, known_mistakes=known)


@pytest.mark.task("train-step", points=2)
def test_reported_total(student):
    """`loss` is the sum of `reconstruction_loss` and `kl_loss`."""
    step = _still(student).steps[0]
    reconstruction, kl = (_reported(step, name) for name in PARTS)
    mistakes = {"loss-without-kl": reconstruction, "internal-loss-tracker": 0.0}
    what = "`loss`, against the sum of `reconstruction_loss` and `kl_loss`"
    expect_close(_reported(step, "loss"), reconstruction + kl, what=what, rtol=1e-3, known_mistakes=mistakes)


@pytest.mark.task("train-step", points=3)
def test_running_means(student):
    """What is returned is the epoch's mean so far, and begins anew with each epoch."""
    fit = _still(student)
    for first in (0, STEPS_AN_EPOCH):
        epoch = fit.steps[first : first + STEPS_AN_EPOCH]
        for name in PARTS:
            _expect_mean(_reported(epoch[1], name), _batches(epoch, name)[:2], name)
    for name in PARTS:
        last = find_loss({key: values[-1] for key, values in fit.epochs.items() if values}, name)
        what = f"`{name}` of a whole epoch"
        _expect_epoch_mean(float(expect_shape(last, (), what=what)), _batches(fit.steps[STEPS_AN_EPOCH:], name), what)


def _batches(epoch, name):
    """The batches' values of a loss as this VAE computes it: another scale is test_reported_parts' affair."""
    own = _reported(epoch[0], name)
    values = np.array([step.losses()[name] for step in epoch])
    return values * (own / values[0] if own else 1)


def _expect_mean(came, batches, name):
    what = f"`{name}` after two batches, whose own values are {batches[0]:.4g} and {batches[1]:.4g}"
    expect_close(came, batches.mean(), what=what, rtol=2e-3, known_mistakes={"last-batch-for-mean": batches[1]})


def _expect_epoch_mean(came, batches, what):
    """A mean over batches and a mean over images are both right; they differ where the last batch is not full."""
    by_image = np.average(batches, weights=[2, 2, 1])
    right = by_image if abs(came - by_image) < abs(came - batches.mean()) else batches.mean()
    expect_close(came, right, what=what, rtol=2e-3, known_mistakes={"last-batch-for-mean": batches[-1]})


@pytest.mark.task("train-step", points=3)
def test_draw(student):
    """The decoder is given a new draw of z from q(z|x) for every image of every batch."""
    steps = _noisy(student).steps
    shapes = {step.decoded.shape for step in steps}
    message = f"z given to `self.decoder`: expected shape {(DRAWS, LATENT)}, but got {shapes.pop()}."
    expect(shapes <= {(DRAWS, LATENT)} and steps[0].decoded.shape == (DRAWS, LATENT), message)
    noise = np.stack([step.noise for step in steps])  # (3, draws, latent), standardised
    _, lv = reference.encode(steps[0].encoder, steps[0].x)
    expect(not np.allclose(noise, 0, atol=1e-3), "z given to the decoder: expected draws, but got z_mean.", "mean-decoded")
    expect(not np.allclose(noise[0], noise[1], atol=1e-4), "z in two batches: expected new noise, but it is the same.",
           "same-noise-at-every-call")
    expect((noise.std(axis=1) > 1e-3).all(), "z of a batch: expected noise for each row, but rows share it.",
           "one-noise-row")
    # standard errors with 4,500 rows of two latents: mean 0.015, deviation 0.011, correlation 0.015, kurtosis 0.05
    what = "(z - z_mean) / exp(z_log_var / 2)"
    expect_close(reference.kurtosis(noise), 3.0, what=f"the kurtosis of {what}", rtol=0, atol=0.4,
                 known_mistakes=_kurtoses(lv))
    expect_close(noise.mean(axis=(0, 1)), [0, 0], what=f"the mean of {what}", rtol=0, atol=0.11)
    expect_close(noise.std(axis=(0, 1)), [1, 1], what=f"the standard deviation of {what}", rtol=0.08)
    expect_close(np.corrcoef(noise.reshape(-1, LATENT).T)[0, 1], 0.0, what="the correlation of two latents' noise",
                 rtol=0, atol=0.11, known_mistakes={"one-noise-per-row": 1.0})


def _kurtoses(lv):
    """Of noise that is uniform, and of noise scaled by the variance: a mixture of normals of deviation exp(lv / 2)."""
    square = np.exp(lv)
    return {"uniform-noise": 1.8, "log-variance-as-standard-deviation": 3 * np.mean(square**2) / np.mean(square) ** 2}


@pytest.mark.task("train-step", points=2)
def test_own_models(student):
    """The VAE uses the encoder and the decoder that it was built with, not the notebook's."""
    used = _still(student).globals_used
    names = ", ".join(f"`{name}`" for name in used)
    message = f"The models used in `VAE`: expected `self.encoder` and `self.decoder`, but got the notebook's {names}."
    expect(not used, message, "globals-for-self")
