"""Task 1C. The VAE is built around two small networks, its variables are set, and `fit` trains it by plain SGD.

`drawn`, at learning rate 0, and `noisy`: z_log_var varies; the z that the decoder was given is noted, and given
that, every number is known.
`still`: z_log_var is -30, so z = z_mean to seven digits, whatever draws it.
`resting`: as `still`, at learning rate 0 and with a decoder that ignores z: what one batch reports is known from
another `fit` of that batch alone, however it is computed.
`idle`: a unit of each network is always 0, so that its weights have no share in the loss: nothing moves them.
`guarded`: as `still`, with z_log_var at -9, where code that clips it as a guard against overflow leaves it as it is.
"""

from functools import partial

import numpy as np
import pytest

from autograder.assignments.vae_digits import explain_train_step, known_mistake_values, reference
from autograder.assignments.vae_digits.given_constants import BATCH_SIZE, LOSSES
from autograder.assignments.vae_digits.reference import kurtosis
from autograder.assignments.vae_digits.student import DECODER, ENCODER, find_loss
from autograder.authoring.comparison import CheckFailed, expect, expect_close, expect_finite, expect_shape, show

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
GUARDED = -9.0  # z_log_var; guards against overflow clip at -10 or further out
DEAD = -1e8  # the bias of a hidden unit that is 0 for every input
IDLE_RATES = 1.0, 1e-3  # the second for a step that goes out of all bounds at the first, as a repeated one may
UNSUMMED = 2e-5, 1e-3  # of a loss and of its KL: float32 leaves 1e-6 of a sum; a KL weight of 0.999 shows


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


def _guarded(student):
    """As `still`, one batch, where z_log_var is not so far out."""
    inputs = _still_inputs(student)
    encoder = [*inputs["encoder"][:5], np.full(LATENT, GUARDED, np.float32)]
    few = inputs | {"x": inputs["x"][:BATCH], "encoder": encoder}
    return _fit(student, "guarded", **few, learning_rate=RATE, epochs=1)


def _idle(student, rate):
    """One batch, whose step is so large that a weight moved by a millionth of its own size shows, at learning rate 1."""
    _drawn(student)
    inputs = _still_inputs(student)
    encoder, decoder = ([np.array(array) for array in inputs[which]] for which in ("encoder", "decoder"))
    for network in (encoder, decoder):
        network[0][:, 0], network[1][0] = 1, DEAD
        for outgoing in network[2::2]:
            outgoing[0] = 1
    few = inputs | {"x": inputs["x"][:BATCH], "encoder": encoder, "decoder": decoder}
    return _fit(student, f"idle at {rate}", **few, learning_rate=rate, epochs=1)


def _resting(student, *, start=None):
    """Two epochs of three batches at learning rate 0, or one batch alone, which starts there."""
    _drawn(student)
    inputs = _still_inputs(student)
    encoder, decoder = list(inputs["encoder"]), list(inputs["decoder"])
    encoder[2] = 8 * encoder[2]  # z_mean, and so the KL, differs from batch to batch
    decoder[0], decoder[3] = 0 * decoder[0], decoder[3] - 1.5  # a dark image for any z suits dark batches
    # the third batch is nearer to the dark one: a report that never falls shows there, one that never rises before
    x = np.concatenate([inputs["x"][: 2 * BATCH], inputs["x"][2 * BATCH :] - np.float32(0.2)])
    inputs = inputs | {"x": x, "encoder": encoder, "decoder": decoder}
    if start is None:
        return _fit(student, "resting", **inputs, learning_rate=0.0, epochs=2)
    alone = inputs | {"x": inputs["x"][start : start + BATCH]}
    return _fit(student, f"resting from {start}", **alone, learning_rate=0.0, epochs=1)


def _noisy_inputs(student):
    """One large batch. The KL of its first rows is small, so that a floor under it shows; in `still` it is above 14."""
    if "noisy" not in student.inputs:
        rng = student.rng
        x = (rng.uniform(0, 1, (DRAWS, 1, 1, 1)) * rng.uniform(0, 1, (DRAWS, 28, 28, 1))).astype(np.float32)
        x[DRAWS // 2 :] *= np.float32(0.5)  # halves of alike images have losses alike in one of sixty draws
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
    decoder[0] = decoder[0] * np.float32(0.3)  # the KL has its share in the encoder's gradients
    decoder[3] = decoder[3] - 1  # images that are dark on the whole: what other targets cost is another number
    return encoder, decoder


def _kl_shows(rng, encoder, decoder, x):
    """Whether the KL is small, and its share in a move of each layer beyond the tolerance for each of ten noises.

    A step without it passes once in a thousand gradings, then; with any networks it would in one of twenty. So does one
    that leaves it out of the hidden layer alone.
    """
    if not SMALL_KL[0] < reference.kl(*reference.encode(encoder, x)).mean() < SMALL_KL[1]:
        return False
    noises = (rng.normal(size=(len(x), LATENT)) for _ in range(10))
    return all(_share_of_kl(encoder, decoder, x, noise) > NEAR + 0.02 for noise in noises)


def _share_of_kl(encoder, decoder, x, noise):
    """The share that the KL has in a move, in units of the variable's largest, less rounding: that of the hidden layer's
    move or of the two heads' where it shows most, the smaller of both.
    """
    by_reconstruction, by_kl, _ = reference.gradients(encoder, decoder, x, noise)
    units = [np.max(np.abs(a + b)) for a, b in zip(by_reconstruction, by_kl, strict=True)]
    rows = zip(by_kl, _rounding(encoder), units, strict=True)
    shares = [float(np.max(np.abs(by) - rounding) / unit) for by, rounding, unit in rows]
    return min(max(shares[:2]), max(shares[2:]))


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
    return step.gradients[2]


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


def _inexact(step, network):
    """What float32 may add to a network's moves: by rounding its variables, and by deciding on which side of 0 the
    input of a ReLU is.
    """
    by_reconstruction, by_kl, by_decoder = step.undecided
    sides = by_decoder if network == "decoder" else [a + b for a, b in zip(by_reconstruction, by_kl, strict=True)]
    weights = step.decoder if network == "decoder" else step.encoder
    return [a + b for a, b in zip(_rounding(weights), sides, strict=True)]


def _expect_moves(network, came, gradients, step, rounding, explain, unmoved):
    """The variables moved by the gradient. Tolerance: rounding, and 3 % of the variable's largest element; 20 % where
    the optimizer made several steps, which is left to test_one_step: each finds the variables moved by the last.

    `explain` gives the mistake that explains the moves, else None, and a sentence; `unmoved` says of each variable
    whether it moves in no batch of the fit.
    """
    excess = _excess(came, gradients, step, rounding)
    worst = int(np.argmax(excess))
    if excess[worst] <= 1:
        return
    known, hint = explain()
    if any(unmoved):
        left_out = [0 * g if still else g for still, g in zip(unmoved, gradients, strict=True)]
        if any(move.any() for move in came) and max(_excess(came, left_out, step, rounding, gradients)) <= 1:
            known = "not-trained"
    if all(unmoved) and known is None:  # the other network moves
        known = "not-trained"
    names = ENCODER if network == "encoder" else DECODER
    told = explain_train_step.tell(network, names[worst], came[worst], gradients[worst], rounding[worst])
    raise CheckFailed(" ".join(filter(None, [told, hint])), known)


def _excess(came, right, step, rounding, gradients=None):
    """By how many times the tolerance each variable's moves are off, at its worst element: (variables,)."""
    near = NEAR if step.steps <= 1 else 0.2
    units = [np.max(np.abs(gradient)) for gradient in gradients or right]
    for move in came:
        expect_finite(move, what="the variables after a step")
    rows = zip(came, right, units, rounding, strict=True)
    return [float(np.max(np.abs(move - g) / (near * unit + noise + 1e-30))) for move, g, unit, noise in rows]


@pytest.mark.task("train-step", points=1, spoils="reports")
def test_names(student):
    """`train_step` returns a dict with `loss`, `reconstruction_loss` and `kl_loss`."""
    logs = _still(student).steps[0].logs
    for name in LOSSES:
        found = ", ".join(f"`{key[:30]}`" for key in logs) or "no key"
        expect(name in logs, f"The dict that `train_step` returns: expected the key `{name}`, but got {found}.")


@pytest.mark.task("train-step", points=5)
def test_encoder(student):
    """A step moves every variable of the encoder down the gradient of reconstruction + KL, and by nothing else."""
    steps = [_still(student).steps[0]]
    if _drawn(student).steps[0].drawn_well:  # from another distribution z has other gradients: left to test_draw
        steps.append(_noisy(student).steps[0])  # the KL has its share there
    if not _is_right(steps[0]) and _is_right(_guarded(student).steps[0]):
        steps = steps[1:]
    explain, unmoved = partial(_explained, student), _unmoved(student, "encoder")
    for step in reversed(steps):
        totals, rounding = _totals(step), _inexact(step, "encoder")
        _expect_moves("encoder", _moves(step, "encoder"), totals, step, rounding, explain, unmoved)
    _expect_no_penalty(student)


def _totals(step):
    """The gradients of reconstruction + KL with respect to the encoder's variables."""
    by_reconstruction, by_kl, _ = step.gradients
    return [a + b for a, b in zip(by_reconstruction, by_kl, strict=True)]


def _is_right(step):
    """Whether the encoder's variables moved as they should."""
    came = _moves(step, "encoder")
    finite = all(np.isfinite(move).all() for move in came)
    return finite and max(_excess(came, _totals(step), step, _inexact(step, "encoder"))) <= 1


def _explained(student):
    """The mistake that the encoder's moves show, None where none does, and a sentence on the loss that they minimise."""
    still, noisy = _still(student).steps[0], _noisy(student).steps[0]
    if not any(_moves_at_all(step) for step in (still, noisy)):
        return ("step-not-applied" if still.steps == 0 else "not-trained"), ""
    early, late = (_weights(step) for step in (still, noisy))
    if still.steps > 1 or early is None:
        return None, ""
    known = explain_train_step.mistake(early, late, len(still.x)) if _drawn(student).steps[0].drawn_well else None
    if known in ("kl-weighted", "kl-not-trained") and _drifts(student):
        known = "kl-annealed"
    if known == "reconstruction-not-trained" and 0 < _decoder_length(still) < 0.5:
        known = None  # the decoder's share is as small: another loss, and not one that is left out
    part = {"kl-weighted": "kl_loss", "reconstruction-weighted": "reconstruction_loss"}.get(known or "")
    if part in still.logs and abs(_reported(still, part) / still.losses[part] - 1) > 2e-3:
        known = None  # what is reported is weighted as well, or wrong otherwise: test_reported_parts names it
    if late is not None and not late.are(early.reconstruction, early.kl):
        return known, f"The encoder moved as if the loss were {early}, and in another batch {late}."
    needless = early.are(1, 1) or early.are(0, 0) or known in ("kl-not-trained", "reconstruction-not-trained")
    return known, "" if needless else f"The encoder moved as if the loss were {early}."


def _moves_at_all(step):
    return any(move.any() for network in ("encoder", "decoder") for move in _moves(step, network))


def _weights(step):
    """The weights of reconstruction and KL by which the encoder moved."""
    by_reconstruction, by_kl, _ = step.gradients
    return explain_train_step.weights(_moves(step, "encoder"), by_reconstruction, by_kl, _inexact(step, "encoder"))


def _expect_no_penalty(student):
    """Weights that have no share in the loss stay as they are."""
    for rate in IDLE_RATES:
        shift = _shift_of_dead_units(_idle(student, rate).steps[0])
        if np.isfinite(shift):
            break
    expect_finite(np.array(shift), what="the variables after a step")
    message = (
        "The weights of a hidden unit that is always 0, and so has no share in the loss: expected that a step leaves "
        f"them alone, but at learning rate {show(rate)} it moved them by {show(shift)} times their size."
    )
    expect(shift < 1e-6, message, "weight-penalty")  # their gradient is exactly 0


def _shift_of_dead_units(step):
    """How far the step moved weights of a unit that is always 0, as a share of their size; NaN where one is NaN."""
    pairs = [*zip(step.encoder, step.new_encoder, strict=True), *zip(step.decoder, step.new_decoder, strict=True)]
    dead = [(old, new) for old, new in map(_of_dead_unit, pairs) if old.size]
    return float(np.max([np.max(np.abs(np.float64(new) - old) / np.abs(old)) for old, new in dead]))


def _of_dead_unit(pair):
    """What of a variable, before and after a step, belongs to the first hidden unit; nothing of an output's bias."""
    old, new = pair
    if old.ndim == 1:
        return (old[:1], new[:1]) if len(old) == HIDDEN else (old[:0], new[:0])
    return (old[:, 0], new[:, 0]) if old.shape[1] == HIDDEN else (old[0], new[0])


@pytest.mark.task("train-step", points=4)
def test_decoder(student):
    """A step moves every variable of the decoder along the gradient of the reconstruction loss."""
    unmoved = _unmoved(student, "decoder")
    for step in (_still(student).steps[0], _noisy(student).steps[0]):  # alike images, and images that differ
        length = _decoder_length(step)  # a step that is right but for its length is left to test_encoder
        length = (
            length if np.isfinite(length) and length > 0.006 else 1.0
        )  # of a shorter one rounding leaves little
        came, rounding = ([m / length for m in of] for of in (_moves(step, "decoder"), _inexact(step, "decoder")))
        explain = partial(_decoder_mistake, student, step, came, rounding)
        _expect_moves("decoder", came, _decoder_gradients(step), step, rounding, explain, unmoved)


def _decoder_mistake(student, step, came, rounding):
    """The mistake that the decoder's moves show, None where none does, and no sentence."""
    if max(_excess([-move for move in came], _decoder_gradients(step), step, rounding)) <= 1:
        return "uphill", ""
    return ("step-not-applied" if _explained(student)[0] == "step-not-applied" else None), ""


def _decoder_length(step):
    """How far the decoder moved along its gradient, or against it: 1 if as far as is right."""
    gradients = _decoder_gradients(step)
    along = sum(np.vdot(move, g) for move, g in zip(_moves(step, "decoder"), gradients, strict=True))
    return abs(along) / sum(np.vdot(g, g) for g in gradients)


def _unmoved(student, network):
    """Which variables of a network no batch moves: in `still` z_log_var has no share in the reconstruction."""
    came = [_moves(step, network) for step in (*_still(student).steps, *_noisy(student).steps)]
    return [not any(move.any() for move in variable) for variable in zip(*came, strict=True)]


@pytest.mark.task("train-step", points=2)
def test_one_step(student):
    """The optimizer takes one step for each batch, of whatever size."""
    steps = [step.steps for step in _still(student).steps]
    slug = "several-steps-a-batch" if min(steps) > 1 else None
    if not any(steps):
        slug = "step-not-applied" if _explained(student)[0] == "step-not-applied" else "optimizer-bypassed"
    message = f"Steps of `self.optimizer` in {len(steps)} batches: expected {len(steps)}, but got {sum(steps)}."
    expect(set(steps) == {1}, message, slug)
    for step in _still(student).steps:
        share = _share_of_optimizer(step)
        message = f"The part of the variables' moves that `self.optimizer` made: expected all (1), but got {show(share)}."
        expect(abs(share - 1) < 0.1, message, "optimizer-bypassed" if share == 0 else None)
    failure = student.needs_known_size
    size = len(_still(student).steps[0].x)
    message = (
        f"Batches of any size: expected a step, but it works for {size} images alone, known in advance. {failure}"
    )
    expect(
        not failure,
        message,
        "static-shape" if "None" in failure or "size was not known" in failure else "fixed-noise-size",
    )


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
    for name in PARTS:
        came = _reported(step, name)
        what = f"`{name}` after the first batch, against its value recomputed from the variables"
        # rounding of float32: 1e-6; 2e-3 is room for an epsilon in the logarithms
        known = partial(_known_values, student, step, name)
        expect_close(came, step.losses[name], what=what, rtol=2e-3, known_mistakes=known, closely=0.05)


def _known_values(student, step, name):
    """The values that mistakes give of a loss of this batch."""
    known = _known_reconstructions(step) if name == "reconstruction_loss" else _known_divergences(step)
    known |= _known_of_both(student, step, name)
    came = _reported(step, name)
    if name == "kl_loss" and _is_of_another_order(student, step, came):
        known["outputs-in-another-order"] = came
    return known


def _known_reconstructions(step):
    """The values that mistakes in the reconstruction loss give of this batch."""
    if step.decoded.shape != (len(step.x), LATENT):
        return {}
    made = reference.decode(step.decoder, step.decoded)
    return {
        slug: float(values.mean()) for slug, values in known_mistake_values.of_reconstruction(step.x, made).items()
    }


def _known_divergences(step):
    """The values that mistakes in the KL give of this batch."""
    m, lv = step.encoded
    known = {slug: float(values.mean()) for slug, values in known_mistake_values.of_kl(m, lv).items()}
    if _is_sum(step):  # half a KL that is only reported is no mean over two latents
        known["latent-mean"] = 0.5 * step.losses["kl_loss"]
    if step.decoded.shape == m.shape:
        known["kl-from-draw"] = float(reference.kl(step.decoded, lv).mean())
    return known


def _known_of_both(student, step, name):
    """Mistakes in either loss: a sum over the batch, a tracker that got another value or none, a weight."""
    came, right, still = _reported(step, name), step.losses[name], _still(student).steps[0]
    known = {"batch-sum": len(step.x) * right}
    others = [other for other in LOSSES if other != name]
    if any(abs(came / step.losses[other] - 1) < 2e-4 for other in others):
        known["wrong-tracker"] = came
    # a small number may be rounded; a result that is read before the update is 0 in the first batch alone
    if all(_reported(step, name) == 0 for step in _still(student).steps):
        known["tracker-never-updated"] = 0.0
    weight = came / right
    same = abs(_reported(still, name) / still.losses[name] - weight) < 2e-3 * abs(weight)
    plain = [0.0, -1.0, 0.5, 2.0, len(step.x), 1 / 784, 1 / 28, 1 / BATCH_SIZE, 1 / np.log(2)]
    if same and not any(abs(weight - other) < 3e-3 * max(abs(other), 1e-3) for other in plain):
        known["kl-weighted" if name == "kl_loss" else "reconstruction-weighted"] = came
    return known


def _reported_kl(step):
    """The KL that is reported; NaN where none is."""
    try:
        return _reported(step, "kl_loss")
    except CheckFailed:
        return float("nan")


def _is_of_another_order(student, step, came):
    """Whether the KL was computed of the encoder's z and one other output, while the decoder was given the third.

    That z is not known, but its distribution is: six deviations of the batch's mean are an interval for it.
    """
    m, lv = step.encoded
    right = step.losses["kl_loss"]
    if step.decoded.shape != m.shape or abs(came - right) < 0.02 * right:
        return False
    others = [other for one, other in ((m, lv), (lv, m)) if np.allclose(step.decoded, one, atol=1e-3)]
    if not others:
        return False
    draws = [m + np.exp(lv / 2) * student.rng.normal(size=m.shape) for _ in range(50)]
    pairs = [[(others[0], z) for z in draws], [(z, others[0]) for z in draws]]
    values = [[reference.kl(*pair).mean() for pair in some] for some in pairs]
    return any(abs(came - np.mean(some)) < 6 * np.std(some) for some in values)


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
    total, reconstruction, kl = (_reported(step, name) for name in LOSSES)
    for name, value in zip(LOSSES, (total, reconstruction, kl), strict=True):
        expect_finite(value, what=f"`{name}`")
    atol = UNSUMMED[0] * abs(total) + UNSUMMED[1] * abs(kl)
    if abs(total - reconstruction - kl) <= atol:
        return
    known, hint = _misadded(student)
    message = (
        f"`loss`: expected the sum of `reconstruction_loss` and `kl_loss`, {show(reconstruction + kl)}, but got "
    )
    raise CheckFailed(" ".join(filter(None, [f"{message}{show(total)}.", hint])), known)


def _misadded(student):
    """The mistake in a total that is not the sum of the reported parts, and how it is made of them, where known."""
    step, epochs = _still(student).steps[0], [_resting(student).steps[last] for last in (2, 5)]
    if _reported(step, "loss") == 0:
        return "internal-loss-tracker", ""
    right = [abs(_reported(step, name) / step.losses[name] - 1) < 2e-3 for name in LOSSES]
    if right == [True, False, True]:
        return "wrong-tracker", "The loss is right, `reconstruction_loss` is not."
    if _drifts(student):
        early, late = ([_reported(of, name) for name in LOSSES] for of in epochs)
        first, second = ((total - reconstruction) / kl for total, reconstruction, kl in (early, late))
        told = f"The KL counts {show(first)} times in one epoch, and {show(second)} times in the next."
        return "kl-annealed", told
    return _misweighted(student)


def _drifts(student):
    """Whether the total changes from epoch to epoch at learning rate 0, though its parts do not."""
    if not all(name in step.logs for step in _resting(student).steps for name in LOSSES):
        return False
    rows = [[_reported(_resting(student).steps[last], name) for name in LOSSES] for last in (2, 5)]
    pairs = [*zip(*rows, strict=True)]
    return not _equal(*pairs[0]) and all(_equal(*pair) for pair in pairs[1:])


def _misweighted(student):
    """The same, where the weights of both parts are found from three batches."""
    batches = [_resting(student, start=start).steps[0] for start in (0, BATCH, 2 * BATCH)]
    rows = np.array([[_reported(batch, name) for name in LOSSES] for batch in batches])
    if _has_penalty(student):
        return "weight-penalty", ""
    if not np.isfinite(rows).all():
        return None, ""
    (first, second), *_ = np.linalg.lstsq(rows[:, 1:], rows[:, 0], rcond=None)
    left = np.abs(rows[:, 1:] @ [first, second] - rows[:, 0])
    if left.max() > UNSUMMED[0] * np.abs(rows[:, 0]).max():
        return None, ""
    hint = f"It is {show(first)} × `reconstruction_loss` + {show(second)} × `kl_loss`."
    step = _still(student).steps[0]
    if any(abs(_reported(step, name) / step.losses[name] - 1) > 2e-3 for name in PARTS):
        return None, hint  # the parts are left to another check
    if abs(first - 1) > 1e-3:
        return ("reconstruction-weighted" if abs(second - 1) < 0.01 else None), hint
    if abs(second) < 1e-4:  # a KL of little weight is no missing one
        return "loss-without-kl", ""
    return ("kl-subtracted" if abs(second + 1) < 1e-3 else "kl-weighted"), hint


def _has_penalty(student):
    try:
        _expect_no_penalty(student)
    except CheckFailed:
        return True
    return False


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
    encoded = [step.encoded for step in steps]
    z, m, lv = (np.stack(arrays) for arrays in ([step.decoded for step in steps], *zip(*encoded, strict=True)))
    _expect_noise(student, z, m)
    _expect_noise_that_trains(student)
    _expect_one_draw(student)
    # standard errors of 2,400 draws: mean 0.020, deviation 0.014, correlation 0.020; of 4,800: kurtosis 0.071.
    # The bounds are seven of them; the kurtosis sees noise that is uniform, or scaled otherwise for each image
    noise, what, known = (z - m) / np.exp(lv / 2), "(z - z_mean) / exp(z_log_var / 2)", _which_draw(z, m, lv)
    kl = _reported_kl(steps[0])
    if known == "noise-of-another-size" and not abs(kl / steps[0].losses["kl_loss"] - 1) < 2e-3:
        known = None  # the encoder saw another image
    if known is None and _is_of_another_order(student, steps[0], kl):
        known = "outputs-in-another-order"
    # the deviation before the mean: that of wide noise is far from 0 by chance
    deviations, means = np.array(noise.std(axis=(0, 1))), np.array(noise.mean(axis=(0, 1)))
    spread = f"The standard deviation of {what}: expected (1, 1), but got {show(deviations)}."
    expect((abs(deviations - 1) < 0.1).all(), spread, known)
    shape = kurtosis(noise)
    told = f"The kurtosis of {what} (how heavy the tails are): expected 3, a normal distribution's, but got {shape:.4g}."
    expect(abs(shape - 3) < 0.5, told, known)
    expect((abs(means) < 0.143).all(), f"The mean of {what}: expected (0, 0), but got {show(means)}.", known)
    columns = np.corrcoef(noise[..., 0].ravel(), noise[..., 1].ravel())[0, 1]
    what = "the correlation of two latents' noise"
    expect_close(columns, 0.0, what=what, rtol=0, atol=0.143, known_mistakes={"one-noise-per-row": 1.0})


def _expect_noise(student, z, m):
    """There is noise in z, new in every batch and for every row. z: (batches, draws, latent)."""
    noise = z - m
    step = _drawn(student).steps[0]
    is_mean, is_same = np.abs(noise).max() <= 1e-3, np.allclose(noise[0], noise[1], atol=1e-5)
    other = (is_mean or is_same) and _is_of_another_order(student, step, _reported_kl(step))
    order = "outputs-in-another-order" if other else None
    expect(not is_mean, "z given to the decoder: expected draws, but got z_mean.", order or "mean-decoded")
    message = "z in two batches of equal images: expected different values, but they are equal."
    expect(not is_same, message, order or "same-noise-at-every-call")


def _expect_noise_that_trains(student):
    """There is noise where variables move as well. Its 32 squares have a mean below 0.1 with probability 2e-11."""
    step = _noisy(student).steps[0]
    if (
        step.decoded.shape == (BATCH, LATENT) and _drawn(student).steps[0].drawn_well
    ):  # else it is left to another check
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
    deviations = {
        "log-variance-as-standard-deviation": np.exp(lv),
        "half-the-variance": 0.5 * np.exp(lv),
        "log-variance-unused": 1.0,
        "raw-log-variance": lv,
        "halved-log-variance": lv / 2,
        "inverse-deviation": np.exp(-lv / 2),
        "softplus-deviation": np.log1p(np.exp(lv)),
        "sigmoid-deviation": reference.sigmoid(lv),
    }
    noises = {slug: (z - m) / deviation for slug, deviation in deviations.items()} | {"prior-for-posterior": z}
    off = {
        slug: float(np.max(np.abs(noise.std(axis=(0, 1)) - 1)))
        for slug, noise in noises.items()
        if reference.is_standard_normal(noise)
    }
    if (
        reference.is_standard_normal((z[..., ::-1] - m) / np.exp(lv / 2))
        and np.abs((z - m).mean(axis=(0, 1))).max() > 0.06
    ):
        return None  # latents exchanged: their z_log_var are nearly each other's negatives, their z_mean are not
    if off:  # a deviation's standard error is 1.4 %
        first, *others = sorted(off, key=off.__getitem__)
        return first if off[first] < 0.08 and all(off[other] > off[first] + 0.07 for other in others) else None
    noise = (z - m) / np.exp(lv / 2)
    if (noise.std(axis=1) < 0.05).all():
        return "one-noise-row"
    if reference.is_uniform(noise):
        return "uniform-noise"
    size = noise.std(axis=(0, 1))
    plain = np.ptp(size) < 0.1 * size.mean() and abs(kurtosis(noise) - 3) < 0.5
    plain &= reference.distance_from_normal(noise / size) < reference.distance_by_chance(noise.size)
    with_mean = [np.corrcoef(noise[..., j].ravel(), m[..., j].ravel())[0, 1] for j in range(LATENT)]
    plain &= (
        np.abs(with_mean).max() < 0.1 and (np.abs(noise.mean(axis=(0, 1))) < 0.1 * size).all()
    )  # around z_mean
    return "noise-of-another-size" if plain and abs(size.mean() - 1) > 0.1 else None


@pytest.mark.task("train-step", points=2)
def test_own_models(student):
    """The VAE uses the encoder and the decoder that it was built with, not the notebook's."""
    used = _still(student).globals_used
    names = ", ".join(f"`{name}`" for name in used)
    message = f"The models in `VAE`: expected `self.encoder` and `self.decoder`, but got the notebook's {names}."
    expect(not used, message, "globals-for-self")
