"""The training run that a student handed in: its arrays, verified for form, and what can be measured of it.

The arrays come from the student's `evidence.npz`, as untrusted as the code; the measurements are made here, in
numpy, on digits that no run was trained on. Losses are in nats per image.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.assignments.vae_digits import reference
from autograder.assignments.vae_digits.given_constants import (
    INTERMEDIATE_DIM,
    LATENT_DIM,
    LOSSES,
    MNIST_TRAINING_SHA256,
    PIXELS,
)
from autograder.assignments.vae_digits.load_lab import digits
from autograder.authoring.comparison import expect, expect_finite, expect_shape
from autograder.handin.submission import Handin

Array = npt.NDArray[Any]
_HIDDEN = INTERMEDIATE_DIM
SHAPES = {
    "encoder": [(PIXELS, _HIDDEN), (_HIDDEN,), *[(_HIDDEN, LATENT_DIM), (LATENT_DIM,)] * 2],
    "decoder": [(LATENT_DIM, _HIDDEN), (_HIDDEN,), (_HIDDEN, PIXELS), (PIXELS,)],
}
SOURCES = ("mnist", "stand-in")
_AGAIN = "Run the experiment cell again, and hand in the file that it writes."
_MOST_SNAPSHOTS, _MOST_EPOCHS, _MOST_SAMPLES = 5, 1000, 50
_LEVELS = 1000  # a notebook's copy has 63, a file thousands
_EVERY = 20  # weight that is looked at: 20,000 show it
_LARGEST_WEIGHT = 1e3  # those of a trained network are below 5; float16 ends at 65504


@dataclass(frozen=True, eq=False)
class Run:
    """One training run: what it reported after each epoch, and its networks at the snapshots."""

    source: str  # of the data: "mnist" or "stand-in"
    epochs: tuple[int, ...]
    history: Mapping[str, Array]  # of each of LOSSES: (epochs run,), epoch means
    encoders: Mapping[int, list[Array]]
    decoders: Mapping[int, list[Array]]
    z_samples: Array  # (n, latent)

    @staticmethod
    @lru_cache(maxsize=1)  # the checks of a hand-in and its figures read the same
    def of(handin: Handin) -> Run:
        """The run that was handed in, which has evidence. Raises CheckFailed, as `read` does."""
        assert handin.evidence is not None
        return Run.read(handin.evidence)

    @classmethod
    def read(cls, evidence: Mapping[str, Array]) -> Run:
        """The run in an evidence file. Raises CheckFailed, with the array at fault, where it holds none."""
        epochs = _epochs(evidence)
        history = {name: _array(evidence, f"history_{name}", (epochs[-1],)) for name in LOSSES}
        encoders, decoders = (
            {epoch: _weights(evidence, network, epoch) for epoch in epochs} for network in ("encoder", "decoder")
        )
        return cls(_source(evidence), epochs, history, encoders, decoders, _samples(evidence))

    def reported(self, name: str) -> Array:
        """A loss that the run itself reported, at the snapshots: (snapshots,)."""
        values: Array = np.asarray(self.history[name])[[epoch - 1 for epoch in self.epochs]]
        return values

    @cached_property
    def likeness(self) -> list[float]:
        """The correlation of the encoder's first kernel between one snapshot and the next.

        Training moves that kernel little: 0.87 and more, measured from 5 to 30 epochs. Two starts have 0 ± 0.002.
        """
        kernels = [self.encoders[epoch][0].ravel() for epoch in self.epochs]
        return [_correlation(*pair) for pair in itertools.pairwise(kernels)]

    def moved(self, pixels: Array) -> list[float]:
        """How far the first kernel's weights of these pixels move between snapshots, over how far the others do.

        pixels: (784,) of bool. Of those pixels the stillest tenth counts. No gradient reaches the weights of a pixel that
        is 0 in every image, so Adam leaves them where they are: 0 in any run.
        """
        kernels = [self.encoders[epoch][0] for epoch in self.epochs]
        far = [np.abs(after - before).mean(axis=1) for before, after in itertools.pairwise(kernels)]
        return [float(np.quantile(d[pixels], 0.1) / max(np.median(d[~pixels]), 1e-12)) for d in far]

    @property
    def rounded(self) -> bool:
        """Whether the weights are a notebook's copy, whose few levels hide what does not move."""
        some = (self.encoders[epoch][0].ravel()[::_EVERY] for epoch in self.epochs)
        return any(len(np.unique(weights)) < _LEVELS for weights in some)


@dataclass(frozen=True)
class Snapshot:
    """What is measured of a run at one epoch, on held-out digits."""

    epoch: int
    reconstruction_loss: float
    kl_loss: float
    neighbour_accuracy: float  # share of digits whose nearest neighbour in z_mean is of the same class
    confused: tuple[tuple[int, int, float], ...]  # two classes, and how often one is the other's neighbour
    spread: float  # of generated digits: their pixels' standard deviation over that of handwritten ones
    greyness: float  # share of the inked pixels that are grey, generated over handwritten

    @property
    def loss(self) -> float:
        return self.reconstruction_loss + self.kl_loss


@dataclass(frozen=True)
class Measured:
    """A run and its measurements at each snapshot."""

    run: Run
    snapshots: tuple[Snapshot, ...]

    def values(self, name: str) -> list[float]:
        """A measured loss at the snapshots."""
        return [float(getattr(snapshot, name)) for snapshot in self.snapshots]


@dataclass(frozen=True)
class Evaluation:
    """A run's snapshots on the digits of a part of its data."""

    means: Mapping[int, Array]  # z_mean of each digit, by the snapshot's epoch: (n, latent)
    losses: Array  # reconstruction loss and KL, recomputed: (snapshots, 2)


@lru_cache(maxsize=2)  # both parts of the run at hand, whose checks and figures need the same
def evaluate(run: Run, part: str) -> Evaluation:
    """The run on the "train" or "test" part of its data, with one draw of z for each of some 1000 digits.

    The standard error of a mean that the draw brings is below 0.1 nats.
    """
    x, _ = digits(run.source, part)
    noise = np.random.default_rng(1).normal(size=(len(x), LATENT_DIM))
    means, losses = {}, []
    for epoch in run.epochs:
        means[epoch], log_vars = reference.encode(run.encoders[epoch], x, np.float32)
        losses.append(reference.losses_of_encoded(means[epoch], log_vars, run.decoders[epoch], x, noise))
    return Evaluation(means, np.array(losses))


@lru_cache(maxsize=1)  # asked for before the figures are drawn, and by them
def measure(run: Run) -> Measured:
    """The run at each of its snapshots, on held-out digits; the same draws for every snapshot, and every run."""
    _, labels = digits(run.source, "test")
    evaluation, z = evaluate(run, "test"), np.random.default_rng(2).normal(size=(200, LATENT_DIM))
    spread, greyness = _handwritten(run.source)
    found = []
    for epoch, (reconstruction, kl) in zip(run.epochs, evaluation.losses.tolist(), strict=True):
        nearest = labels[_nearest(evaluation.means[epoch].astype(np.float64))]
        images = reference.decode(run.decoders[epoch], z.astype(np.float32))
        found.append(
            Snapshot(
                epoch=epoch,
                reconstruction_loss=reconstruction,
                kl_loss=kl,
                neighbour_accuracy=float(np.mean(nearest == labels)),
                confused=_confused(labels, nearest),
                spread=_spread(images) / spread,
                greyness=_greyness(images) / greyness,
            )
        )
    return Measured(run, tuple(found))


@cache
def _handwritten(source: str) -> tuple[float, float]:
    """The spread and the greyness of the held-out digits themselves."""
    ink = digits(source, "test")[0].reshape(-1, PIXELS)
    return _spread(ink), _greyness(ink)


def _nearest(points: Array) -> Array:
    """The number of each point's nearest other point: (n,)."""
    # of the squared distances, what depends on the other point: |b|² - 2 a·b, in one product
    each = np.column_stack([points, np.ones(len(points))])
    distance = each @ np.vstack([-2 * points.T, np.sum(points**2, axis=1)])
    np.fill_diagonal(distance, np.inf)
    nearest: Array = np.argmin(distance, axis=1)
    return nearest


def _confused(
    labels: Array, nearest: Array, most: int = 4, least: float = 0.05
) -> tuple[tuple[int, int, float], ...]:
    """The pairs of classes that are neighbours most often, and how often; the most frequent first."""
    neighbours = np.zeros((10, 10))  # digits of a class whose neighbour is of another
    np.add.at(neighbours, (labels, nearest), 1)
    size = neighbours.sum(axis=1)
    pairs = []
    for a, b in itertools.combinations(range(10), 2):
        pairs.append((a, b, float((neighbours[a, b] + neighbours[b, a]) / max(size[a] + size[b], 1))))
    frequent = [pair for pair in sorted(pairs, key=lambda pair: -pair[2]) if pair[2] >= least]
    return tuple(frequent[:most])


def _spread(images: Array) -> float:
    return float(np.sqrt(np.mean(np.var(images, axis=0))))


def _greyness(images: Array) -> float:
    """Of the pixels that carry ink, the share that is neither light nor dark."""
    inked = images[images > 0.1]
    return float(np.mean(inked < 0.8)) if inked.size else 1.0


def _correlation(a: Array, b: Array) -> float:
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt(np.sum(a * a) * np.sum(b * b)))
    return float(np.sum(a * b)) / size if size else 0.0


# --- from the file's arrays -----------------------------------------------------------------------------------


def _epochs(evidence: Mapping[str, Array]) -> tuple[int, ...]:
    what = "`epochs` in evidence.npz"
    expect("epochs" in evidence, f"{what}: expected the snapshots' epochs, but got none. {_AGAIN}")
    found = np.asarray(evidence["epochs"])
    plain = found.dtype.kind in "iu" and found.ndim == 1 and 1 <= found.size <= _MOST_SNAPSHOTS
    epochs = tuple(int(epoch) for epoch in found) if plain else (0,)
    rising = all(a < b for a, b in itertools.pairwise((0, *epochs)))
    message = f"{what}: expected rising whole numbers, but got {str(found)[:60]}. {_AGAIN}"
    expect(rising and epochs[-1] <= _MOST_EPOCHS, message)
    return epochs


def _array(evidence: Mapping[str, Array], key: str, shape: Sequence[int]) -> Array:
    expect(key in evidence, f"`{key}` in evidence.npz: expected an array, but it is not there. {_AGAIN}")
    array = expect_shape(evidence[key], shape, what=f"`{key}` in evidence.npz")
    if f"{key}_scale" in evidence:  # the notebook's own copy holds whole multiples of it
        array = array * expect_shape(evidence[f"{key}_scale"], (), what=f"`{key}_scale` in evidence.npz")
    expect_finite(array, what=f"`{key}` in evidence.npz")
    return array


def _weights(evidence: Mapping[str, Array], network: str, epoch: int) -> list[Array]:
    """The variables of a network after an epoch, in float32."""
    weights = []
    for index, shape in enumerate(SHAPES[network]):
        key = f"{network}_{epoch}_{index}"
        array = _array(evidence, key, shape)
        largest = float(np.abs(array).max())
        message = f"`{key}` in evidence.npz: expected weights of a trained network, but got one of {largest:.3g}."
        expect(largest <= _LARGEST_WEIGHT, message)
        weights.append(array.astype(np.float32, copy=False))
    return weights


def _source(evidence: Mapping[str, Array]) -> str:
    source, digest = (_text(evidence, key) for key in ("data_source", "data_sha256"))
    message = f"`data_source` in evidence.npz: expected 'mnist' or 'stand-in', but got '{source[:20]}'. {_AGAIN}"
    expect(source in SOURCES, message)
    message = "`data_sha256` in evidence.npz: expected MNIST's training images, but the run was on others. "
    expect(source != "mnist" or digest == MNIST_TRAINING_SHA256, message + _AGAIN)
    return source


def _text(evidence: Mapping[str, Array], key: str) -> str:
    values = np.asarray(evidence.get(key, "")).reshape(-1)
    return str(values[0]) if values.size else ""


def _samples(evidence: Mapping[str, Array]) -> Array:
    """The z that the student's figure of digits shows: (n, latent)."""
    what = "`z_samples` in evidence.npz"
    expect("z_samples" in evidence, f"{what}: expected an array, but it is not there. {_AGAIN}")
    found = np.asarray(evidence["z_samples"])
    plain = found.ndim == 2 and found.shape[1] == LATENT_DIM and 1 <= len(found) <= _MOST_SAMPLES
    expect(plain, f"{what}: expected {LATENT_DIM} numbers for each digit, but got shape {found.shape}. {_AGAIN}")
    return _array(evidence, "z_samples", found.shape)
