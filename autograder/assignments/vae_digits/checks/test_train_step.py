"""Task 1C. The VAE is built around two small networks, its variables are set, and `fit` trains it by plain SGD.

`drawn`, at learning rate 0, and `noisy`: z_log_var varies; the z that the decoder was given is noted, and given
that, every number is known.
`still`: z_log_var is -30, so z = z_mean to seven digits, whatever draws it.
`resting`: as `still`, at learning rate 0 and with a decoder that ignores z: what one batch reports is known from
another `fit` of that batch alone, however it is computed.
"""

import numpy as np
import pytest

from autograder.assignments.vae_digits import reference
from autograder.assignments.vae_digits.reference import kurtosis
from autograder.assignments.vae_digits.run import LOSSES
from autograder.assignments.vae_digits.student import DECODER, ENCODER, find_loss
from autograder.expect import expect, expect_close, expect_finite, expect_shape, show

HIDDEN, LATENT, RATE = 16, 2, 3e-6  # so small that a second step in a batch goes as the first
BATCH = 16
NEAR = 0.03  # of a variable's largest move: the tolerance of a move
DRAWS = 800  # rows of the noisy run's batch
SMALL_KL = 0.1, 0.4  # nats; of ten draws nine are such
EXPLAINED = 0.002  # of a decoder's moves: rounding leaves an error of 0.0002, another z one of 0.005 or more
PICKS = 10  # batches that are asked which draw they train on: of two, all pick the same with probability 2^-9
# steps that the optimizer says it has made: a KL that grows with them is no missing one
EARLY, LATE = 10, 5000
PARTS = LOSSES[1:]


def _networks(rng, log_var_scale, log_var_bias):
    """Random variables of both networks; z_log_var = hidden * scale + bias."""

    def normal(scale, *shape):
        return np.float32(scale * rng.normal(size=shape))

    encoder = [normal(0.04, 784, HIDDEN), normal(0.3, HIDDEN), normal(0.4, HIDDEN, LATENT), normal(0.4, LATENT)]
    encoder += [normal(log_var_scale, HIDDEN, LATENT), np.float32(log_var_bias)]
    decoder = [normal(0.7, LATENT, HIDDEN), normal(0.4, HIDDEN), normal(0.3, HIDDEN, 784), normal(0.3, 784)]
    return encoder, decoder


def _still_inputs(student):
    """Two batches and a half: dark images, bright ones, and grey ones."""
    if "still" not in student.inputs:
        x = student.rng.uniform(0, 0.35, (BATCH * 5 // 2, 28, 28, 1))
        x[BATCH : 2 * BATCH] += 0.6
        x[2 * BATCH :] += 0.3
        encoder, decoder = _networks(student.rng, 0.0, (-30, -30))
        student.inputs["still"] = {"x": np.float32(x), "encoder": encoder, "decoder": decoder, "batch": BATCH}
    return student.inputs["still"]


def _still(student):
    """One epoch of three batches."""
    _drawn(student)
    fit = _fit(student, "still", **_still_inputs(student), learning_rate=RATE, epochs=1)
    moved = any(
        move.any() for step in fit.steps for which in ("encoder", "decoder") for move in _moves(step, which)
    )
    message = (
        "`train_step` on a dark batch, a bright one and a mixed one: expected that variables move, or at least that "
        "different losses are reported, but neither happens."
    )
    expect(moved or len({str(step.logs) for step in fit.steps}) > 1, message)
    return fit


def _resting(student, *, start=None):
    """Two epochs of three batches at learning rate 0, or one batch alone, which starts there."""
    _drawn(student)
    inputs = _still_inputs(student)
    encoder, decoder = list(inputs["encoder"]), list(inputs["decoder"])
    encoder[2] = 8 * encoder[2]  # z_mean, and so the KL, differs from batch to batch
    decoder[0], decoder[3] = 0 * decoder[0], decoder[3] - 1.5  # a dark image for any z suits dark batches
    inputs = inputs | {"encoder": encoder, "decoder": decoder}
    if start is None:
        return _fit(student, "resting", **inputs, learning_rate=0.0, epochs=2)
    alone = inputs | {"x": inputs["x"][start : start + BATCH]}
    return _fit(student, f"resting from {start}", **alone, learning_rate=0.0, epochs=1)


def _noisy_inputs(student):
    """One large batch. The KL of its first rows is small, so that a floor under it shows; in `still` it is above 14."""
    if "noisy" not in student.inputs:
        rng = student.rng
        x = (rng.uniform(0, 1, (DRAWS, 1, 1, 1)) * rng.uniform(0, 1, (DRAWS, 28, 28, 1))).astype(np.float32)
        encoder, decoder = _noisy_networks(rng, x)
        while not _kl_shows(rng, encoder, decoder, x[:BATCH]):
            encoder, decoder = _noisy_networks(rng, x)
        student.inputs["noisy"] = {"x": x, "encoder": encoder, "decoder": decoder, "batch": DRAWS}
    return student.inputs["noisy"]


def _noisy_networks(rng, x):
    encoder, decoder = _networks(rng, 0.1, (0.5, -0.5))
    m, _ = reference.encode(encoder, x)
    small = np.float32(np.sqrt(0.15 / np.mean(np.sum(m**2, axis=1))))
    encoder[2], encoder[3] = small * encoder[2], small * encoder[3]
    decoder[0] = decoder[0] * np.float32(0.4)  # the KL has its share in the encoder's gradients
    decoder[3] = decoder[3] - 1  # images that are dark on the whole: what other targets cost is another number
    return encoder, decoder


def _kl_shows(rng, encoder, decoder, x):
    """Whether the KL is small, and its share in some move of the encoder beyond the tolerance for each of ten noises.

    A step without it passes once in a thousand gradings, then; with any networks it would in one of twenty.
    """
    if not SMALL_KL[0] < reference.kl(*reference.encode(encoder, x)).mean() < SMALL_KL[1]:
        return False
    noises = (rng.normal(size=(len(x), LATENT)) for _ in range(10))
    return all(_share_of_kl(encoder, decoder, x, noise) > NEAR + 0.02 for noise in noises)


def _share_of_kl(encoder, decoder, x, noise):
    """The largest share that the KL has in a move of the encoder, in units of the variable's largest, less rounding."""
    by_reconstruction, by_kl, _ = reference.gradients(encoder, decoder, x, noise)
    totals = [a + b for a, b in zip(by_reconstruction, by_kl, strict=True)]
    share, rounding = _in_units(totals, by_kl, _rounding(encoder))
    return np.max(np.abs(share) - rounding)


def _noisy(student):
    """One epoch of one small batch, in which the noise does not average out."""
    _drawn(student)
    inputs = _noisy_inputs(student)
    few = inputs | {"x": inputs["x"][:BATCH]}
    return _fit(student, "noisy", **few, learning_rate=RATE, epochs=1, earlier=LATE)


def _drawn(student):
    """Three epochs of one large batch at learning rate 0: the first `fit`, so that no earlier one shows in it."""
    return _fit(student, "drawn", **_noisy_inputs(student), learning_rate=0.0, epochs=3)


def _fit(student, name, earlier=EARLY, **inputs):
    """A `fit`, with the z of the decoder's call that is trained on: others may serve a report."""
    fit = student.fit(name, **inputs, earlier=earlier)
    if len(fit.steps[0].decodings) < 2:
        return fit
    calls = _trained_calls(student)
    if len(calls) == 1:
        return fit.trained_on(calls * len(fit.steps))
    return fit.trained_on([_reported_call(step) for step in fit.steps])


def _trained_calls(student):
    """The decoder's calls that batches are trained on: the same in each, unless a step picks among its draws."""
    if "calls" not in student.inputs:
        drawn = _noisy_inputs(student)
        student.fit("drawn", **drawn, learning_rate=0.0, epochs=3, earlier=EARLY)
        few = drawn | {"x": drawn["x"][: PICKS * BATCH], "batch": BATCH}
        fit = student.fit("picks", **few, learning_rate=RATE, epochs=1, earlier=EARLY)
        found = {_trained_call(step, EXPLAINED) for step in fit.steps} - {None}
        if not found:  # a step that is wrong otherwise
            nearest = {_trained_call(step, np.inf) for step in fit.steps} - {None}
            found = nearest if len(nearest) == 1 else {(len(fit.steps[0].decodings) - 1,)}
        student.inputs["calls"] = sorted(found)
    return student.inputs["calls"]


def _trained_call(step, within):
    """The call, or all calls, whose z explains how the decoder moved; None where none does clearly best."""
    last = len(step.decodings) - 1
    errors = [_decoder_error(step.trained_on([call])) for call in range(last + 1)]
    best = int(np.argmin(errors))
    together = _decoder_error(step.trained_on(range(last + 1)))
    if together < min(within, 0.25 * errors[best]):
        return tuple(range(last + 1))
    others = errors[:last] if best == last else errors[last:]
    return (best,) if errors[best] < within and all(errors[best] < 0.25 * error for error in others) else None


def _reported_call(step):
    """The call whose z gives the reconstruction loss that is reported."""
    reported = _reported(step, "reconstruction_loss")
    calls = [step.trained_on([call]).losses["reconstruction_loss"] for call in range(len(step.decodings))]
    return [int(np.argmin([abs(loss - reported) for loss in calls]))]


def _decoder_gradients(step):
    """Of the reconstruction loss at the z that the decoder was given."""
    return reference.gradients(step.encoder, step.decoder, step.x, step.noise)[2]


def _decoder_error(step):
    """How far the decoder's moves are from the gradient at the z that it was given: 0, or about 1 at another z."""
    if step.decoded.shape != (len(step.x), LATENT):
        return np.inf
    gradients = _decoder_gradients(step)
    pairs = zip(_moves(step, "decoder"), gradients, strict=True)
    return sum(np.sum((move - g) ** 2) for move, g in pairs) / sum(np.sum(g**2) for g in gradients)


def _reported(step, name):
    """What `train_step` returned for a loss after a batch."""
    what = f"`{name}` in the dict that `train_step` returns"
    return float(expect_shape(find_loss(step.logs, name), (), what=what))


def _moves(step, which):
    """How far one optimizer step moved each variable of a network, divided by -learning rate."""
    old, new = (step.encoder, step.new_encoder) if which == "encoder" else (step.decoder, step.new_decoder)
    return [(np.float64(a) - b) / RATE / max(1, step.steps) for a, b in zip(old, new, strict=True)]


def _rounding(weights):
    """What float32's rounding of the variables before and after a step may add to a move."""
    return [np.spacing(np.abs(np.float32(weight))).astype(np.float64) / RATE for weight in weights]


def _expect_moves(moves, gradients, step, rounding, wrong, names, what, unmoved):
    """The variables moved by the gradient. Tolerance: rounding, and 3 % of the variable's largest element; 20 % where
    the optimizer made several steps, which is test_one_step's affair: each finds the variables moved by the last.

    `unmoved` says of each whether it moves in no batch of the fit.
    """
    came, right, noise = _in_units(gradients, moves, gradients, rounding)
    expect_finite(came, what=what)
    mistakes = {slug: _in_units(gradients, value)[0] for slug, value in wrong.items()} | {"uphill": -right}
    if not came.any():  # in some batches they may
        mistakes = {}
    if any(unmoved):
        left_out = [0 * g if still else g for still, g in zip(unmoved, gradients, strict=True)]
        mistakes["not-trained"] = _in_units(gradients, left_out)[0]
    labels = [name for name, gradient in zip(names, gradients, strict=True) for _ in gradient.flat]
    near = NEAR if step.steps <= 1 else 0.2
    expect_close(came, right, what=what, rtol=0, atol=near + noise, known_mistakes=mistakes, labels=labels)


def _in_units(gradients, *networks):
    """Each network's arrays in a row, (elements,), in units of the largest gradient of the variable."""
    units = [np.max(np.abs(gradient)) for gradient in gradients]
    return [
        np.concatenate([(array / unit).ravel() for array, unit in zip(n, units, strict=True)]) for n in networks
    ]


@pytest.mark.task("train-step", points=1, spoils="reports")
def test_names(student):
    """`train_step` returns a dict with `loss`, `reconstruction_loss` and `kl_loss`."""
    logs = _still(student).steps[0].logs
    for name in LOSSES:
        found = ", ".join(f"`{key[:30]}`" for key in logs) or "no key"
        expect(name in logs, f"The dict that `train_step` returns: expected the key `{name}`, but got {found}.")


@pytest.mark.task("train-step", points=5)
def test_encoder(student):
    """A step moves every variable of the encoder down the gradient of reconstruction + KL."""
    steps = [_still(student).steps[0]]
    if _drawn(student).steps[0].drawn_well:  # from another distribution z has other gradients: test_draw's affair
        steps.insert(0, _noisy(student).steps[0])  # the KL has its share there
    parts = [reference.gradients(step.encoder, step.decoder, step.x, step.noise)[:2] for step in steps]
    totals = [[a + b for a, b in zip(*pair, strict=True)] for pair in parts]
    wrong = {"kl-not-trained": [pair[0] for pair in parts]}
    if (
        len(steps) > 1 and not 1e-6 < min(map(_decoder_length, steps)) < 0.5
    ):  # a short step of both is another mistake
        wrong["reconstruction-not-trained"] = [pair[1] for pair in parts]
    named = {slug: gradients for slug, gradients in wrong.items() if _moved_as(steps, gradients, totals)}
    what = "how far a step moves the encoder's variables (1: as far as the most that is right)"
    unmoved = _unmoved(student, "encoder")
    for i, step in enumerate(steps):
        mistakes = {slug: gradients[i] for slug, gradients in named.items()}
        rounding = _rounding(step.encoder)
        _expect_moves(_moves(step, "encoder"), totals[i], step, rounding, mistakes, ENCODER, what, unmoved)


@pytest.mark.task("train-step", points=4)
def test_decoder(student):
    """A step moves every variable of the decoder along the gradient of the reconstruction loss."""
    what = "how far a step moves the decoder's variables (1: as far as the most that is right)"
    unmoved = _unmoved(student, "decoder")
    for step in (_still(student).steps[0], _noisy(student).steps[0]):  # alike images, and images that differ
        length = _decoder_length(step)  # a step that is right but for its length is test_encoder's affair
        length = (
            length if np.isfinite(length) and length > 0.01 else 1.0
        )  # of a shorter one rounding leaves little
        moves, rounding = ([m / length for m in of] for of in (_moves(step, "decoder"), _rounding(step.decoder)))
        _expect_moves(moves, _decoder_gradients(step), step, rounding, {}, DECODER, what, unmoved)


def _decoder_length(step):
    """How far the decoder moved along its gradient, or against it: 1 if as far as is right."""
    gradients = _decoder_gradients(step)
    along = sum(np.vdot(move, g) for move, g in zip(_moves(step, "decoder"), gradients, strict=True))
    return abs(along) / sum(np.vdot(g, g) for g in gradients)


def _moved_as(steps, gradients, totals):
    """Whether the encoder moved just so in every step, and in one of them the right move is clearly another: a small
    weight of the KL is no missing KL.
    """
    apart = []
    for step, mistaken, total in zip(steps, gradients, totals, strict=True):
        came, wrong, right, noise = _in_units(
            total, _moves(step, "encoder"), mistaken, total, _rounding(step.encoder)
        )
        if not np.all(np.abs(came - wrong) < 0.003 + noise):
            return False
        apart.append(np.any(np.abs(right - wrong) > 0.1))
    return any(apart)


def _unmoved(student, network):
    """Which variables of a network no batch moves: in `still` z_log_var has no share in the reconstruction."""
    moves = [_moves(step, network) for step in (*_still(student).steps, *_noisy(student).steps)]
    return [not any(move.any() for move in variable) for variable in zip(*moves, strict=True)]


@pytest.mark.task("train-step", points=2)
def test_one_step(student):
    """The optimizer takes one step for each batch."""
    steps = [step.steps for step in _still(student).steps]
    slug = "optimizer-bypassed" if not any(steps) else "several-steps-a-batch" if min(steps) > 1 else None
    message = f"Steps of `self.optimizer` in {len(steps)} batches: expected {len(steps)}, but got {sum(steps)}."
    expect(set(steps) == {1}, message, slug)
    for step in _still(student).steps:
        share = _share_of_optimizer(step)
        message = f"The part of the variables' moves that `self.optimizer` made: expected all (1), but got {show(share)}."
        expect(abs(share - 1) < 0.1, message, "optimizer-bypassed" if share == 0 else None)


def _share_of_optimizer(step):
    """How much of the variables' moves the optimizer says it made: 1, also where none moves.

    Of those that go far beyond rounding: each is known to 5 %, the sum far better.
    """
    old, new = (*step.encoder, *step.decoder), (*step.new_encoder, *step.new_decoder)
    moved = np.concatenate([(np.float64(b) - a).ravel() for a, b in zip(old, new, strict=True)])
    rounding = np.concatenate([np.spacing(np.abs(np.float32(weight))).ravel() for weight in old])
    far = np.maximum(np.abs(moved), np.abs(step.velocities)) > 20 * rounding
    moved, made = moved[far], step.velocities[far]
    return np.vdot(moved, made) / np.vdot(moved, moved) if moved.any() else 1.0


@pytest.mark.task("train-step", points=3, spoils="reports")
def test_reported_parts(student):
    """The two losses that are reported are those of the batch, in nats per image."""
    reconstruction = "reconstruction_loss"
    draws = _drawn(student).steps[0].draws(DRAWS)
    step = min(draws, key=lambda step: abs(step.losses[reconstruction] - _reported(step, reconstruction)))
    right, (m, lv) = step.losses, reference.encode(step.encoder, step.x)
    mistakes = {
        "reconstruction_loss": {"pixel-mean": 1 / 784, "batch-sum": DRAWS, "sign-flipped": -1},
        "kl_loss": {"latent-mean": 0.5, "batch-sum": DRAWS, "sign-flipped": -1, "kl-missing-half": 2},
    }
    for name in PARTS:
        known = {slug: factor * right[name] for slug, factor in mistakes[name].items()}
        if _reported(_still(student).steps[0], name) == 0:  # a small number may be rounded
            known["tracker-never-updated"] = 0.0
        if name == "kl_loss":
            if step.decoded.shape == m.shape:
                known["kl-from-draw"] = reference.kl(step.decoded, lv).mean()
            known["kl-arguments-swapped"] = reference.kl(lv, m).mean()
            if not _is_sum(step):  # half a KL that is only reported is no mean over two latents
                del known["latent-mean"]
        what = f"`{name}` after the first batch, against its value recomputed from the variables"
        # rounding of float32: 1e-6; 2e-3 is room for an epsilon in the logarithms
        expect_close(_reported(step, name), right[name], what=what, rtol=2e-3, known_mistakes=known, closely=0.05)


def _is_sum(step):
    """Whether the reported loss is the sum of the reported parts."""
    return _equal(_reported(step, "loss"), sum(_reported(step, name) for name in PARTS))


def _equal(one, other):
    """Rounding apart: float32 leaves 1e-6 of a sum."""
    return abs(one - other) < 1e-5 * abs(other)


@pytest.mark.task("train-step", points=2, spoils="reports")
def test_reported_total(student):
    """`loss` is the sum of `reconstruction_loss` and `kl_loss`."""
    step = _still(student).steps[0]
    reconstruction, kl = (_reported(step, name) for name in PARTS)
    mistakes = {"internal-loss-tracker": 0.0}
    if _equal(_reported(step, "loss"), reconstruction):  # a KL of little weight is no missing one
        mistakes["loss-without-kl"] = reconstruction
    what = "`loss`, against the sum of `reconstruction_loss` and `kl_loss`"
    expect_close(_reported(step, "loss"), reconstruction + kl, what=what, rtol=1e-3, known_mistakes=mistakes)


@pytest.mark.task("train-step", points=3, spoils="reports")
def test_running_means(student):
    """What is returned is the epoch's mean so far, and begins anew with each epoch."""
    fit = _resting(student)
    batches = [_resting(student, start=start).steps[0] for start in (0, BATCH, 2 * BATCH)]
    alone_of = {name: np.array([_reported(step, name) for step in batches]) for name in LOSSES}
    message = (
        "What a dark batch, a bright one and a mixed one report: expected different losses, but all are the same."
    )
    expect(any(np.ptp(alone) > 1e-6 * np.abs(alone).max() for alone in alone_of.values()), message)
    for name in LOSSES:
        alone = alone_of[name]
        for epoch, first in enumerate((0, 3)):
            what = (
                f"`{name}` after two batches of epoch {epoch + 1} (each alone: {show(alone[0])}, {show(alone[1])})"
            )
            # a mistake is named where the last batch is far from the mean
            mistakes = {"last-batch-for-mean": alone[1]} if abs(alone[1] / alone[:2].mean() - 1) > 0.05 else {}
            came = _reported(fit.steps[first + 1], name)
            expect_close(came, alone[:2].mean(), what=what, rtol=0.01, known_mistakes=mistakes)
        last = find_loss({key: values[-1] for key, values in fit.epochs.items() if values}, name)
        what = f"`{name}` of an epoch, as `fit` reports it (its batches alone: {', '.join(map(show, alone))})"
        _expect_epoch_mean(last, alone, what)


def _expect_epoch_mean(came, alone, what):
    """A mean over batches and a mean over images are both right; they differ where the last batch is not full."""
    came = float(expect_shape(came, (), what=what))
    by_image = np.average(alone, weights=[2, 2, 1])
    right = by_image if abs(came - by_image) < abs(came - alone.mean()) else alone.mean()
    mistakes = {"last-batch-for-mean": alone[2], "tracker-never-updated": 0.0}
    expect_close(came, right, what=what, rtol=0.01, known_mistakes=mistakes)


@pytest.mark.task("train-step", points=3)
def test_draw(student):
    """The decoder is given a new draw of z from q(z|x) for every image of every batch."""
    steps = _drawn(student).steps
    for step in steps:
        expect_shape(step.decoded, (len(step.x), LATENT), what="z given to `self.decoder`")
        expect_finite(step.decoded, what="z given to `self.decoder`")
    encoded = [reference.encode(step.encoder, step.x) for step in steps]
    z, m, lv = (np.stack(arrays) for arrays in ([step.decoded for step in steps], *zip(*encoded, strict=True)))
    _expect_noise(z, m)
    _expect_noise_that_trains(student)
    _expect_one_draw(student)
    # standard errors of 2,400 draws: mean 0.020, deviation 0.014, correlation 0.020; of 4,800: kurtosis 0.071.
    # The bounds are seven of them; the kurtosis sees noise that is uniform, or scaled otherwise for each image
    noise, what, known = (z - m) / np.exp(lv / 2), "(z - z_mean) / exp(z_log_var / 2)", _which_draw(z, m, lv)
    shape = kurtosis(noise)
    expect(abs(shape - 3) < 0.5, f"The kurtosis of {what}: expected 3, but got {shape:.4g}.", known)
    means, deviations = np.array(noise.mean(axis=(0, 1))), np.array(noise.std(axis=(0, 1)))
    expect((abs(means) < 0.143).all(), f"The mean of {what}: expected (0, 0), but got {show(means)}.", known)
    spread = f"The standard deviation of {what}: expected (1, 1), but got {show(deviations)}."
    expect((abs(deviations - 1) < 0.1).all(), spread, known)
    columns = np.corrcoef(noise[..., 0].ravel(), noise[..., 1].ravel())[0, 1]
    what = "the correlation of two latents' noise"
    expect_close(columns, 0.0, what=what, rtol=0, atol=0.143, known_mistakes={"one-noise-per-row": 1.0})


def _expect_noise(z, m):
    """There is noise in z, new in every batch and for every row. z: (batches, draws, latent)."""
    noise = z - m
    expect(np.abs(noise).max() > 1e-3, "z given to the decoder: expected draws, but got z_mean.", "mean-decoded")
    message = "z in two batches of equal images: expected different values, but they are equal."
    expect(not np.allclose(noise[0], noise[1], atol=1e-5), message, "same-noise-at-every-call")


def _expect_noise_that_trains(student):
    """There is noise where variables move as well. Its 32 squares have a mean below 0.1 with probability 2e-11."""
    step = _noisy(student).steps[0]
    if (
        step.decoded.shape == (BATCH, LATENT) and _drawn(student).steps[0].drawn_well
    ):  # else it is another check's affair
        message = "z given to the decoder while variables move: expected draws, but got z_mean, nearly."
        expect(np.mean(step.noise**2) > 0.1, message, "mean-decoded")


def _expect_one_draw(student):
    """Where a step has several draws, the same one counts in every batch, not the one that suits the image best."""
    several = len(_drawn(student).steps[0].decodings) > 1
    calls = len(_trained_calls(student)) if several else 1
    message = (
        f"The z that a batch is trained on, in {PICKS} batches: expected always the same draw's, but it is picked "
    )
    expect(calls == 1, f"{message}among {calls}.")


def _which_draw(z, m, lv):
    """The mistake whose formula makes standard normal noise of z; None where none does, or several."""
    noises = {
        "log-variance-as-standard-deviation": (z - m) / np.exp(lv),
        "log-variance-unused": z - m,
        "prior-for-posterior": z,
    }
    found = [slug for slug, noise in noises.items() if reference.is_standard_normal(noise)]
    if found:
        return found[0] if len(found) == 1 else None
    noise = (z - m) / np.exp(lv / 2)
    if (noise.std(axis=1) < 0.05).all():
        return "one-noise-row"
    return "uniform-noise" if reference.is_uniform(noise) else None


@pytest.mark.task("train-step", points=2)
def test_own_models(student):
    """The VAE uses the encoder and the decoder that it was built with, not the notebook's."""
    used = _still(student).globals_used
    names = ", ".join(f"`{name}`" for name in used)
    message = f"The models in `VAE`: expected `self.encoder` and `self.decoder`, but got the notebook's {names}."
    expect(not used, message, "globals-for-self")
