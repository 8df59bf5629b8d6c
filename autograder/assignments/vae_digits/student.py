"""What the checks see of a submission: methods that ask the student's code, and answers of a sane form.

Every number here comes from untrusted code: it is evidence, never a verdict.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.assignments.vae_digits import reference
from autograder.assignments.vae_digits.given_constants import BATCH_SIZE, LATENT_DIM
from autograder.assignments.vae_digits.load_lab import black_pixels, digits
from autograder.assignments.vae_digits.training_run import Run, evaluate
from autograder.authoring.comparison import CheckFailed, expect, expect_finite, expect_shape, numbers
from autograder.authoring.loss_questions import Losses, gradient, items
from autograder.authoring.student import Ask
from autograder.handin.submission import Handin
from autograder.records.outcomes import Blocked, CheckStopped, ProcessEnded, StudentFailed

Array = npt.NDArray[Any]
TRAINABLE = ("hidden kernel", "hidden bias")
ENCODER = (*TRAINABLE, "z_mean kernel", "z_mean bias", "z_log_var kernel", "z_log_var bias")
DECODER = (*TRAINABLE, "output kernel", "output bias")
_NOTHING: Array = np.zeros((0, LATENT_DIM))
_MOST_DECODINGS = 8  # of a step, whose z the questions keep: one trains, or all do, on parts
_PIXEL_STRIDE = 8  # of many images every eighth pixel is returned: enough to recover z, and 8 times less data
_QUICK_S = 0.5  # for one call's images; nine such stay far below a question's limit
_SMALL = 0.01  # noise of a smaller deviation counts as none


@dataclass(frozen=True)
class Step:
    """One batch of a `fit`: the variables before and after it, and what `train_step` returned after it."""

    x: Array  # (batch, 28, 28, 1)
    encoder: list[Array]
    decoder: list[Array]
    new_encoder: list[Array]
    new_decoder: list[Array]
    decodings: list[Array]  # what the decoder was given, call by call
    decoded: Array  # (batch, latent): the one of these that the step was trained on
    steps: int  # of the optimizer
    velocities: Array  # what the optimizer's last step added to both networks' variables, concatenated: (numbers,)
    logs: Mapping[str, Any]

    def trained_on(self, calls: Sequence[int]) -> Step:
        """The step, trained on what the decoder is given in those calls: each one's z is a draw for every image."""
        given = [(*self.decodings, _NOTHING)[min(call, len(self.decodings))] for call in calls]
        if len(given) == 1:
            return replace(self, decoded=given[0])
        return replace(self, decoded=np.concatenate(given), x=np.tile(self.x, (len(given), 1, 1, 1)))

    def draws(self, rows: int) -> list[Step]:
        """The step itself and, where it is trained on several draws of `rows` rows, the step on each draw alone."""
        starts = range(0, len(self.x), rows) if len(self.decoded) == len(self.x) > rows else range(0)
        alone = [replace(self, x=self.x[:rows], decoded=self.decoded[start : start + rows]) for start in starts]
        return [self, *alone]

    @cached_property
    def noise(self) -> Array:
        """The standardised noise of the decoded z, (batch, latent).

        Zeros where the decoder was given no batch, and where z_log_var leaves no noise, if all of z is z_mean there, up
        to rounding or up to what the step moves it between two draws.
        """
        m, lv = self.encoded
        if self.decoded.shape != m.shape or not np.isfinite(self.decoded).all():
            return np.zeros(m.shape)
        added, deviation = self.decoded - m, np.exp(lv / 2)
        noise: Array = added / deviation
        small = deviation < _SMALL
        if small.any():
            moved = np.abs(reference.encode(self.new_encoder, self.x)[0] - m)
            near = np.abs(added) < _SMALL + np.where(np.isfinite(moved), moved, 0)
            noise = np.where(small & near[small].all(), 0.0, noise)
        return noise

    @property
    def drawn_well(self) -> bool:
        """Whether the noise looks standard normal."""
        return reference.is_standard_normal(self.noise) if self.noise.any() else False

    @cached_property
    def encoded(self) -> tuple[Array, Array]:
        """z_mean and z_log_var of the images, recomputed from the variables before the step: (batch, latent) each."""
        return reference.encode(self.encoder, self.x)

    @cached_property
    def gradients(self) -> reference.Gradients:
        """The gradients of the batch's losses at the variables before the step, and at the z that was decoded."""
        return reference.gradients(self.encoder, self.decoder, self.x, self.noise)

    @cached_property
    def undecided(self) -> reference.Gradients:
        """By how much these depend on ReLUs whose input is 0 but for float32's rounding."""
        return reference.undecided(self.encoder, self.decoder, self.x, self.noise)

    @cached_property
    def losses(self) -> dict[str, float]:
        """The three losses of the batch, recomputed from the variables before it."""
        reconstruction, kl = reference.losses_of_encoded(*self.encoded, self.decoder, self.x, self.noise)
        return {"loss": reconstruction + kl, "reconstruction_loss": reconstruction, "kl_loss": kl}


@dataclass(frozen=True)
class Fit:
    """A `fit`: its batches, what each epoch reported, and which of the notebook's globals it used."""

    steps: list[Step]
    epochs: Mapping[str, list[Any]]
    learning_rate: float
    globals_used: list[str]

    def trained_on(self, calls: Sequence[Sequence[int]]) -> Fit:
        """The fit, where each step is trained on what the decoder is given in its calls of those numbers."""
        return replace(self, steps=[step.trained_on(some) for step, some in zip(self.steps, calls, strict=True)])


class Student(Losses):
    """A submission that answers. `ask` runs a question in the sandbox; `handin` holds the run handed in."""

    def __init__(self, ask: Ask, handin: Handin, seed: int | None = None) -> None:
        super().__init__(ask)
        self._handin = handin
        self.rng = np.random.default_rng(seed)
        self._batches_tried = False
        self.needs_whole_batches = False  # whether `Sampling` fails but for batches of the notebook's size
        self.inputs: dict[str, Any] = {}  # what checks share: drawn once for each grading
        self._answers: dict[str, Any] = {}
        self.needs_known_size = ""  # the failure of a `train_step` that works for batches of one known size alone

    # --- sampling

    def sample(self, z_mean: Array, z_log_var: Array, *, training: bool | None = True) -> Array:
        """z of one call: (batch, latent)."""
        z: Array = self.samples(z_mean, z_log_var, calls=1, training=training)[0]
        return z

    def samples(
        self, z_mean: Array, z_log_var: Array, *, calls: int, training: bool | None = True, graph: bool = False
    ) -> Array:
        """z of some calls of one layer, or of one graph that was traced once: (calls, batch, latent)."""
        more = {"training": training, "rows": None}
        question = "sample_in_graph" if graph else "sample"
        draws = self._draws(question, z_mean, z_log_var, calls, {} if graph else more)
        return np.stack([expect_shape(z, z_mean.shape, what="the shape of z") for z in draws])

    def _draws(
        self, question: str, z_mean: Array, z_log_var: Array, calls: int, more: dict[str, Any]
    ) -> list[Any]:
        """z of each call. Where code fails for all rows at once, they are asked in batches of the notebook's size."""
        inputs = {"z_mean": z_mean, "z_log_var": z_log_var, "calls": calls}
        may_be_split = bool(more) and len(z_mean) % BATCH_SIZE == 0
        if self.needs_whole_batches and may_be_split:
            more = {**more, "rows": BATCH_SIZE}
        try:
            return items(self._ask(question, **inputs, **more), "z", calls)
        except StudentFailed as failed:
            if self._batches_tried or not may_be_split or len(z_mean) == BATCH_SIZE:
                raise
            self._batches_tried = True
            with contextlib.suppress(CheckStopped):
                draws = items(self._ask(question, **inputs, **{**more, "rows": BATCH_SIZE}), "z", calls)
                self.needs_whole_batches = True
                return draws
            raise failed from None

    def sample_symbolically(self, *cases: tuple[Array, Array]) -> list[Array]:
        """z of each z_mean and z_log_var, (batch, latent) each, in models built while the batch size was unknown."""
        draws = items(self._ask("sample_symbolically", cases=[list(case) for case in cases]), "z", len(cases))
        return [
            expect_shape(z, z_mean.shape, what="the shape of z")
            for z, (z_mean, _) in zip(draws, cases, strict=True)
        ]

    def sample_gradients(self, z_mean: Array, z_log_var: Array) -> list[Array]:
        """The gradients of z's sum with respect to z_mean and z_log_var, (batch, latent); 0 where none is."""
        answer = self._ask("sample_gradients", z_mean=z_mean, z_log_var=z_log_var)
        return [gradient(answer.get(key), z_mean.shape, key[3:]) for key in ("by_mean", "by_log_var")]

    # --- train-step

    def fit(self, name: str, **arguments: Any) -> Fit:
        """A `fit` of the student's VAE, made once for all checks that use it."""
        fit: Fit = self._once(f"fit {name}", lambda: self._fit(**arguments))
        return fit

    def _fit(
        self, *, x: Array, batch: int, epochs: int, learning_rate: float, earlier: int, **networks: list[Array]
    ) -> Fit:
        options = {
            "learning_rate": learning_rate,
            "epochs": epochs,
            "earlier_steps": earlier,
            "most_decodings": _MOST_DECODINGS,
        }
        x, batch, answer = self._train(x, batch, **networks, **options)
        if answer.get("inherited"):
            raise Blocked("`train_step` is missing: `VAE` has none of its own. Is it indented into the class?")
        if answer.get("nothing"):
            raise Blocked(
                "`train_step` is missing: its body returned None where a dict of three losses was expected. "
                "Write it, and return the dict."
            )
        with _well_formed():
            returned = next(iter(answer.get("returned") or []), "dict")
        expect(bool(answer.get("batches")), f"`train_step`: expected a dict, but got {str(returned)[:40]}.")
        batches = [x[start : start + batch] for start in range(0, len(x), batch)] * epochs
        states = items(answer, "batches", len(batches))
        with _well_formed():
            steps = _steps(batches, networks["encoder"], networks["decoder"], states, earlier)
            reported = {str(name): list(values) for name, values in answer["epochs"].items()}
            return Fit(steps, reported, learning_rate, [str(name) for name in answer["globals_used"]])

    def _train(self, x: Array, batch: int, **options: Any) -> tuple[Array, int, dict[str, Any]]:
        """The images and the batch size that were used, and the answer.

        Where the step fails for batches of unknown size it is asked with the notebook's, known in advance.
        """
        if not self.needs_known_size:
            try:
                return x, batch, self._ask("train", x=x, batch_size=batch, **options)
            except ProcessEnded:
                raise  # memory, say: no batch of another size would tell more of the step
            except StudentFailed as failure:
                usual = _in_usual_batches(x, batch)
                with contextlib.suppress(CheckStopped):
                    answer = self._ask("train", x=usual, batch_size=BATCH_SIZE, size_known=True, **options)
                    self.needs_known_size = failure.message
                    return usual, BATCH_SIZE, answer
                raise
        usual = _in_usual_batches(x, batch)
        return (
            usual,
            BATCH_SIZE,
            self._ask("train", x=usual, batch_size=BATCH_SIZE, size_known=True, **options),
        )

    # --- generate

    def generate(
        self, kernel: Array, bias: Array, count: int | None, index: int
    ) -> tuple[Array, Array, list[str]]:
        """Images of `generate_digits` from a decoder sigmoid(z @ kernel + bias), the z that it was given
        (recovered from the pixels where it could not be noted), and the globals that were used."""
        counts = [count, count] if count in (None, 1) else [count]  # of one decoder: a cache would show
        return self._generate(kernel, bias, counts, index, f"generate {count}")

    def latents(self, kernel: Array, bias: Array, count: int, calls: int) -> Array:
        """The z of many images, (images, latent). One question asks for all calls but the first where that was quick,
        else each has its own, so that slow code has its time.
        """
        started = time.monotonic()
        draws = [self._generate(kernel, bias, [count], 0, "latents 0", stride=_PIXEL_STRIDE)[1]]
        counts, together = [count] * (calls - 1), time.monotonic() - started < _QUICK_S
        for number in range(calls - 1):
            asked = (counts, number, "latents") if together else ([count], 0, f"latents {number + 1}")
            draws.append(self._generate(kernel, bias, *asked, stride=_PIXEL_STRIDE)[1])
        if any(z.shape[1:] != (LATENT_DIM,) for z in draws):
            return draws[0]
        new = [draws[0]]  # calls that repeat an earlier one's z are left to another check
        for z in draws[1:]:
            repeated = np.isin(z @ [1, 1j], np.concatenate(new) @ [1, 1j])  # a row as one number
            new += [z] if repeated.mean() < 0.5 else []
        return np.concatenate(new)

    def _generate(
        self, kernel: Array, bias: Array, counts: Sequence[int | None], index: int, key: str, stride: int = 1
    ) -> tuple[Array, Array, list[str]]:
        """The answer to one question; of each image every `stride`-th pixel."""
        inputs = {"kernel": kernel, "bias": bias, "counts": [*counts], "pixel_stride": stride}
        answer = self._once(key, lambda: self._ask("generate", **inputs))
        call = items(answer, "calls", len(counts))[index]
        with _well_formed():
            images = numbers(call["images"], what="the images of `generate_digits`")
            expect_finite(images, what="the images of `generate_digits`")
            used = [str(name) for name in answer["globals_used"]]
            seen = kernel[:, ::stride], bias[::stride]
            z = _latents(call["latents"], images, *seen)
            drawn = answer["asked"] or used or _shows(z, images, *seen)
            expect(bool(drawn), "The images of `generate_digits`: expected a decoder's, but none was called.")
            return images, z, used

    # --- experiment

    @property
    def run(self) -> Run:
        """The run that was handed in; raises CheckFailed where its file is no whole one."""
        self._evidence()
        run: Run = self._once("run", lambda: Run.of(self._handin))
        return run

    def _evidence(self) -> Mapping[str, Array]:
        if self._handin.evidence is None:
            missing = "There is no evidence.npz: run the experiment cell, and hand it in beside the notebook."
            raise Blocked(self._handin.damage or missing)
        return self._handin.evidence

    def measured_losses(self, part: str) -> Array:
        """Reconstruction loss and KL at each snapshot, on digits of the "train" or "test" part: (snapshots, 2)."""
        return evaluate(self.run, part).losses

    def digits(self, part: str) -> Array:
        """Images of the "train" or "test" part of the data that the run used: (n, 28, 28, 1)."""
        return digits(self.run.source, part)[0]

    @property
    def black_pixels(self) -> Array:
        """Which pixels are 0 in all digits of the data that the run used: (784,) of bool."""
        return black_pixels(self.run.source)

    def run_of_their_own(self) -> None:
        """Raises CheckFailed where the evidence is another submission's, Blocked where there is none."""
        self._evidence()
        expect(self._handin.foreign is None, self._handin.foreign or "", "evidence-of-another")

    def _once(self, key: str, ask: Callable[[], Any]) -> Any:
        """The answer of `ask`, or the failure that it raised; called once for each key."""
        if key not in self._answers:
            try:
                self._answers[key] = ask()
            except (CheckStopped, CheckFailed) as stopped:
                self._answers[key] = stopped
        answer = self._answers[key]
        if isinstance(answer, Exception):
            raise answer
        return answer


def _in_usual_batches(x: Array, batch: int) -> Array:
    """The images so that each batch becomes one of the notebook's size, or some: its images are repeated to fill it."""
    parts = [x[start : start + batch] for start in range(0, len(x), batch)]
    rows = [np.arange(-(-len(part) // BATCH_SIZE) * BATCH_SIZE) % len(part) for part in parts]
    return np.concatenate([part[row] for part, row in zip(parts, rows, strict=True)])


def find_loss(logs: Mapping[str, Any], name: str) -> Any:
    """The loss of that name in what `train_step` returned, or the only one whose name resembles it."""
    if name in logs:
        return logs[name]
    others = [key for key in logs if _resembles(key) == name]
    message = f"The dict that `train_step` returns: expected the key `{name}`, but got {_keys(logs)}."
    expect(len(others) == 1, message)
    return logs[others[0]]


def _resembles(key: str) -> str:
    """Which of the three losses a key means, judged by its name."""
    word = key.lower()
    return "kl_loss" if "kl" in word or "diverg" in word else "reconstruction_loss" if "rec" in word else "loss"


def _keys(logs: Mapping[str, Any]) -> str:
    return ", ".join(f"`{key[:30]}`" for key in list(logs)[:8]) or "no key at all"


@contextlib.contextmanager
def _well_formed() -> Iterator[None]:
    """Raise CheckFailed where an answer has another form than the questions give: student code changed it."""
    try:
        yield
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError, IndexError) as error:
        raise CheckFailed(
            "Your code disturbed the grader's questions: an answer has not the form asked for."
        ) from error


def _steps(
    batches: list[Array], encoder: list[Array], decoder: list[Array], states: list[dict[str, Any]], count: int
) -> list[Step]:
    steps, of_encoder = [], len(encoder)
    size = sum(variable.size for variable in (*encoder, *decoder))
    for x, state in zip(batches, states, strict=True):
        new = _like(expect_shape(state["variables"], (size,), what="the variables"), [*encoder, *decoder])
        new_encoder, new_decoder = new[:of_encoder], new[of_encoder:]
        taken = int(state["iterations"]) - count
        if len(state["decoded"]) > _MOST_DECODINGS or not isinstance(state["logs"], dict):
            raise ValueError("more was kept than the questions keep")
        decodings = _of_whole_batches([numbers(z, what="z") for z in state["decoded"]], len(x))
        last = decodings[-1] if decodings else _NOTHING
        added = np.zeros(size) if state["velocities"] is None else state["velocities"]
        added = expect_shape(added, (size,), what="what the optimizer added to the variables")
        networks = (encoder, decoder, new_encoder, new_decoder)
        steps.append(Step(x, *networks, decodings, last, taken, added, state["logs"]))
        encoder, decoder, count = new_encoder, new_decoder, count + taken
    return steps


def _of_whole_batches(decodings: list[Array], rows: int) -> list[Array]:
    """What the decoder was given, call by call; calls with consecutive parts of one batch are joined."""
    parts = all(z.ndim == 2 and z.shape[1:] == decodings[0].shape[1:] and len(z) < rows for z in decodings)
    if len(decodings) > 1 and parts and sum(map(len, decodings)) == rows:
        return [np.concatenate(decodings)]
    return decodings


def _like(flat: Array, variables: list[Array]) -> list[Array]:
    """Split concatenated values, (numbers,), into arrays of the variables' shapes."""
    ends = np.cumsum([variable.size for variable in variables])
    parts = np.split(flat, ends[:-1])
    return [part.reshape(variable.shape) for part, variable in zip(parts, variables, strict=True)]


def _latents(noted: list[Any], images: Array, kernel: Array, bias: Array) -> Array:
    """The z of each image, (n, latent): as noted, or else by least squares from the pixels' logits.

    kernel: (latent, pixels); bias: (pixels,).
    """
    given = numbers(noted[0], what="z") if noted and np.shape(noted[0])[1:] == (len(kernel),) else None
    if images.size % len(bias) or not np.isfinite(images).all():
        return np.full((1, len(kernel)), np.nan) if given is None else given
    images = images.reshape(-1, len(bias))
    if given is not None and _shows(given, images, kernel, bias):
        return given
    pixels = np.clip(images, 1e-6, 1 - 1e-6)
    logits = np.log(pixels / (1 - pixels)) - bias
    z: Array = np.linalg.lstsq(kernel.T, logits.T, rcond=None)[0].T
    if given is None:
        return z
    if len(given) > len(z):  # the decoder was given more than that
        given = given[[int(np.argmin(np.sum((given - row) ** 2, axis=1))) for row in z]]
    hidden = _shows(z, images, kernel, bias) and not _shows(given, images, kernel, bias)
    return z if hidden else given


def _shows(z: Array, images: Array, kernel: Array, bias: Array) -> bool:
    """Whether the decoder makes just these images of z, rounding apart."""
    if images.size != len(z) * len(bias):
        return False
    right = reference.sigmoid(np.float32(z) @ kernel + bias)  # float32 is exact to 1e-5, in a fifth of the time
    return bool(np.abs(right - images.reshape(right.shape)).max() < 1e-3)
