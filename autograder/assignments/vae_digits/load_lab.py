"""The course's own `lab.py`, as the trusted side uses it: digits and figures, never its checks."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.assignments.vae_digits.given_constants import PIXELS
from autograder.authoring.assignment import course_folder
from autograder.records.doctor_findings import Finding, Severity
from autograder.records.outcomes import CannotCheck
from autograder.records.text import shortened

if TYPE_CHECKING:
    import numpy.typing as npt

_HERE = Path(__file__).resolve().parent


@cache
def digits(source: str, part: str) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Digits of "mnist" or "stand-in", of its "train" or "test" part: (n, 28, 28, 1) in [0, 1], and labels (n,).

    About 1000, the same at every call. Raises CannotCheck where they are not on this machine.
    """
    try:
        images, labels = lab().sample(source, part)
    except Exception as error:  # no data, no network, no lab: whatever it is, it is not the student's fault
        reason = f"{type(error).__name__}: {shortened(str(error), 160)}"
        raise CannotCheck(f"The digits of '{source}' can't be loaded ({reason}). Set VAEKIT_MNIST.") from error
    return images, labels


@cache
def black_pixels(source: str) -> npt.NDArray[Any]:
    """Which pixels are 0 in all digits of both parts of "mnist" or "stand-in": (784,) of bool."""
    lightest = [digits(source, part)[0].reshape(-1, PIXELS).max(axis=0) for part in ("train", "test")]
    black: npt.NDArray[Any] = lightest[0] + lightest[1] == 0
    return black


def look_for_mnist() -> Iterator[Finding]:
    """Whether MNIST is here: without it a run that was made on MNIST can't be measured."""
    try:
        digits("mnist", "test")
    except CannotCheck:
        yield Finding(
            "MNIST",
            Severity.WARNING,
            "not on this machine: a hand-in whose experiment was run on MNIST can't be graded, all others can",
            "Set VAEKIT_MNIST to an mnist.npz, or let Keras fetch it: "
            f'{sys.executable} -c "import keras; keras.datasets.mnist.load_data()"',
        )
        return
    named = os.environ.get("VAEKIT_MNIST")
    yield Finding("MNIST", Severity.OK, f"in {named}" if named else "in Keras's cache")


def mnist_file() -> dict[str, Path]:
    """The file that MNIST is read from here, by the environment variable that names it; empty where it is not here."""
    named = os.environ.get("VAEKIT_MNIST")
    path = Path(named) if named else Path(lab()._keras_home(), "datasets", "mnist.npz")
    return {"VAEKIT_MNIST": path} if path.is_file() else {}


@cache
def lab() -> Any:
    """The kit's own copy of the module: never the one that was handed in."""
    place = course_folder(_HERE, "vae-digits") / "lab.py"
    module = types.ModuleType("vaekit_lab")
    module.__file__ = str(place)
    sys.modules[module.__name__] = module  # its dataclasses look themselves up there
    exec(compile(place.read_bytes(), str(place), "exec"), module.__dict__)  # an import would leave a cache there
    return module
