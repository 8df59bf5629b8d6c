"""Task 2B. The run is measured anew from the weights that it saved, on digits that it was not trained on."""

import numpy as np
import pytest

from autograder.assignments.vae_digits import reference
from autograder.assignments.vae_digits.given_constants import LATENT_DIM, PIXELS
from autograder.authoring.comparison import CheckFailed, expect, expect_close, show
from autograder.records.outcomes import Blocked, Excused
from autograder.records.results import TRAINING

SNAPSHOTS, EPOCHS = (5, 10, 30), 30
# The history is a mean over an epoch of changing weights, on all training digits. Measured with the weights at the
# epoch's end on a thousand of them: within 1.5 % in three runs; the thousand's own standard error is 0.6 %.
TOLERANCE = 0.04
KL_NATS = 1.5  # of the KL alone, which is small: measured 0.5
RISE_NATS = 3  # from one epoch to the next: measured 0.0 in whole runs, and epochs' means differ by less than 1
PROGRESS = 0.01  # the least fall from snapshot to snapshot: measured 3.5 % and more; a copied snapshot has none
UNTRAINED = PIXELS * np.log(2)  # nats: the reconstruction loss where every pixel is 0.5
STILL = 0.01  # deviation of a pixel from one z to the next: a right run has 0.1
COLLAPSED = 0.95  # of the loss of one mean image for all: a right run reaches 0.8
ONE_RUN = 0.5  # correlation of a kernel from snapshot to snapshot: measured 0.87 and more; two starts have 0


def run_of(student):
    """The run, or Blocked where the first check has said what is wrong with its file."""
    try:
        return student.run
    except CheckFailed as damaged:
        raise Blocked(f"This needs a whole evidence.npz. {damaged.message}") from damaged


def losses_of(student, part="test"):
    """Reconstruction loss and KL at each snapshot, on held-out digits or on training digits: (snapshots, 2)."""
    run_of(student)
    return student.measured_losses(part)


def judge(student, condition, message, misconception=None, spoilt=frozenset({TRAINING})):
    """Fail unless the condition holds; where mistakes in earlier tasks spoilt it, their run costs nothing more."""
    if condition:
        return
    if found := [task for task, what in student.spoilt.items() if what & spoilt]:
        tasks = " and ".join(f"`{task}`" for task in found)
        raise Excused(f"{message} It costs nothing here: your {tasks} lost points already, and the run is theirs.")
    raise CheckFailed(message, misconception)


@pytest.mark.task("experiment", points=2)
def test_complete(student):
    """The evidence holds a run of 30 epochs with snapshots after 5, 10 and 30."""
    run = student.run
    message = f"The snapshots in evidence.npz: expected epochs {SNAPSHOTS}, but got {run.epochs}."
    expect(run.epochs == SNAPSHOTS, f"{message} Run the cell as given.")


@pytest.mark.task("experiment", points=1)
def test_own(student):
    """The evidence is of this notebook's own run: no other submission holds the same weights."""
    student.run_of_their_own()


@pytest.mark.task("experiment", points=1)
def test_one_run(student):
    """All snapshots are of one run: training goes on from the one before, not from a new start."""
    run = run_of(student)
    message = (
        f"The first kernel's likeness from snapshot to snapshot {run.epochs}: expected nearly 1, as training "
        f"moves it little, but got {show(run.likeness)}."
    )
    expect(min(run.likeness, default=1.0) > ONE_RUN, message, "several-runs")


@pytest.mark.task("experiment", points=2)
def test_learns(student):
    """The loss, measured on held-out digits with the saved weights, falls from snapshot to snapshot."""
    losses = losses_of(student).sum(axis=1)
    epochs = ", ".join(map(str, run_of(student).epochs))
    what = f"The loss at {epochs} epochs, measured on held-out digits"
    message = f"{what}: expected a falling one, but got {show(losses)}."
    judge(student, np.all(losses[1:] < (1 - PROGRESS) * losses[:-1]) and len(losses) > 1, message)
    _expect_training(student)


def _expect_training(student):
    """What lies between two snapshots is training, and no noise that was added to one of them."""
    run = run_of(student)
    black = student.black_pixels
    several_runs = min(run.likeness, default=1.0) < ONE_RUN  # left to test_one_run
    if run.rounded or several_runs or not black.any():
        return
    moved = run.moved(black)
    message = (
        "How far the first kernel's weights of pixels that are black in all digits move from snapshot to snapshot, over "
        f"the others' way: expected nearly 0, as no gradient reaches them, but got {show(moved)}."
    )
    judge(student, max(moved) < 0.1, message)


@pytest.mark.task("experiment", points=2)
def test_beats_collapse(student):
    """After the last epoch the model draws digits better than one mean image for all."""
    loss = losses_of(student)[-1].sum()
    bound = reference.collapse(student.digits("test"))
    came = f"expected well below {bound:.1f}, that of one mean image for all, but got {loss:.1f}."
    message = f"The loss after {run_of(student).epochs[-1]} epochs, measured on held-out digits: {came}"
    judge(student, loss < COLLAPSED * bound, message, _why_bad(student))


def _why_bad(student):
    """Why the last snapshot draws no digits, where its numbers show it: pixels of 0.5, or images that z does not move."""
    run, (reconstruction, _) = run_of(student), losses_of(student)[-1]
    if abs(reconstruction / UNTRAINED - 1) < 0.1:  # new weights: within 3 %
        return "untrained"
    images = reference.decode(run.decoders[run.epochs[-1]], student.rng.normal(size=(200, LATENT_DIM)))
    return "collapse" if images.std(axis=0).mean() < STILL else None


@pytest.mark.task("experiment", points=2)
def test_history(student):
    """The losses that the run reports are those of its weights, and belong together."""
    try:
        _compare_history(student)
    except CheckFailed as failed:
        judge(student, False, failed.message, failed.misconception, spoilt={TRAINING, "reports"})


def _compare_history(student):
    run, losses = run_of(student), losses_of(student, "train")
    total, *parts = (run.history[name] for name in ("loss", "reconstruction_loss", "kl_loss"))
    labels = [f"epoch {epoch}" for epoch in range(1, len(total) + 1)]
    known = {"loss-without-kl": parts[0]}
    what = "the reported loss, against the sum of its two parts"
    expect_close(total, sum(parts), what=what, rtol=0.01, labels=labels, known_mistakes=known)
    measured = {"reconstruction_loss": losses[:, 0], "kl_loss": losses[:, 1], "loss": losses.sum(axis=1)}
    epochs = [f"{epoch} epochs" for epoch in run.epochs]
    for name, values in measured.items():
        atol = KL_NATS if name == "kl_loss" else 0
        what = f"The reported `{name}`, against the one measured with the saved weights on training digits,"
        expect_close(run.reported(name), values, what=what, rtol=TOLERANCE, atol=atol, labels=epochs)
    rise = np.diff(total)
    worst = rise.max(initial=0)
    message = f"The reported loss from epoch to epoch: expected a falling one, but it rises by {worst:.1f}."
    expect(worst < RISE_NATS, message)
