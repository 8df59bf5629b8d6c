"""The student's helper for the assignment "vae-digits": data, visible checks, the experiment, the figures.

Losses are in nats per image. Shapes are written as (batch, 28, 28, 1) and (batch, latent).
Importing this module is cheap: TensorFlow, Keras, scikit-learn and matplotlib are imported where needed.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import importlib.metadata
import importlib.util
import io
import json
import math
import os
import platform
import re
import socket
import sys
import tempfile
import time
import types
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from statistics import NormalDist
from typing import Any, NoReturn

SUPPORTED = {  # the versions that this notebook is tried with: from, and below
    "Python": ((3, 11), (3, 14)),
    "TensorFlow": ((2, 20), (3, 0)),
    "Keras": ((3, 10), (4, 0)),
}
OLDEST = {"Python": (3, 10), "Keras": (3, 0)}  # without these it can't work: `zip(strict=True)`, `keras.ops`
MODULES = {"tensorflow": "tensorflow", "keras": "keras", "matplotlib": "matplotlib", "sklearn": "scikit-learn"}

if sys.version_info[:2] < OLDEST["Python"]:
    raise ImportError(
        f"This is Python {platform.python_version()}, and this notebook needs Python 3.11, 3.12 or 3.13: "
        "install one of them, with TensorFlow, and choose it as the notebook's kernel."
    )
try:
    import numpy as np
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "NumPy is not installed where this notebook runs: run `%pip install tensorflow matplotlib scikit-learn` "
        "in a new cell, then restart the kernel.",
        name="numpy",
    ) from None

Array = np.ndarray
LOSSES = ("loss", "reconstruction_loss", "kl_loss")
EVIDENCE_FILE = "evidence.npz"
CHECKPOINT_FILE = "experiment-checkpoint.npz"
EVIDENCE_SCHEMA = 1
EVIDENCE_MIME = "application/vnd.vaekit.evidence"  # of the coarser copy that the notebook itself carries
PIXELS = 28 * 28


# -- errors ----------------------------------------------------------------------------------------


class LabError(ValueError):
    """Something is wrong with a file or with the training run; the message says what and what to do."""

    def _render_traceback_(self) -> list[str]:  # what IPython shows in place of a traceback
        return [f"{type(self).__name__}: {self}"]


class CheckFailed(AssertionError):
    """A visible check did not pass; the message says what was checked, what was expected and what it got."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Stopped(KeyboardInterrupt):
    """The run was interrupted; what was trained so far is kept."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


# -- versions --------------------------------------------------------------------------------------


def check_versions() -> None:
    """Print the versions of Python, TensorFlow and Keras, and a note on each that this notebook is not tried with.

    Raises LabError where a package is missing, or is too old for the notebook to work. Imports none of them.
    """
    lacking = [package for module, package in MODULES.items() if importlib.util.find_spec(module) is None]
    if lacking:
        raise LabError(
            f"Not installed where this notebook runs: {', '.join(lacking)}. Run `%pip install {' '.join(lacking)}` "
            "in a new cell, then restart the kernel."
        )
    found = {"Python": platform.python_version()} | {
        name: version for name in ("TensorFlow", "Keras") if (version := _installed_version(name.lower()))
    }
    print(f"{', '.join(f'{name} {version}' for name, version in found.items())}.")
    for name, version in found.items():
        _check_version(name, version)


def _installed_version(package: str) -> str | None:
    """The version of an installed package; None where it was installed under another name, as `tensorflow-cpu` is."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _check_version(name: str, version: str) -> None:
    """Print a note where the version is not one of `SUPPORTED`; raise LabError where it is below `OLDEST`."""
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
    low, high = SUPPORTED[name]
    if numbers < OLDEST.get(name, (0,)):
        raise LabError(
            f"{name} {version} is too old: this notebook needs {name} {supported(name)}. Run "
            "`%pip install --upgrade tensorflow keras` in a new cell, then restart the kernel."
        )
    if not low <= numbers < high:
        print(
            f"Note: this notebook is tried with {name} {supported(name)}, and this is {version}. You can go on; "
            "if a given cell or a check stops with an error that is not about your code, install one of those."
        )


def supported(name: str) -> str:
    """The supported versions of "Python", "TensorFlow" or "Keras" in words."""
    (major, minor), (below, end) = SUPPORTED[name]
    return f"{major}.{minor} to {below}.{end - 1}" if end else f"{major}.{minor} or later, below {below}"


# -- data ------------------------------------------------------------------------------------------

MNIST_SHA256 = {
    "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}
DOWNLOAD_TIMEOUT_S = 5.0
Split = dict[
    str, Array
]  # x_train (60000, 28, 28) uint8, y_train (60000,), x_test (10000, 28, 28), y_test (10000,)


def quiet_tensorflow() -> None:
    """Import TensorFlow and let it look for a GPU while nobody listens: it logs to the process's own stderr.

    An error still raises. After this, `import tensorflow` says nothing.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    ears, nobody = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nobody, 2)
    try:
        import tensorflow as tf

        tf.config.list_physical_devices("GPU")
    finally:
        os.dup2(ears, 2)
        os.close(ears)
        os.close(nobody)


def load_data() -> tuple[Array, Array, Array, Array]:
    """Return x_train (60000, 28, 28, 1), y_train (60000,), x_test (10000, 28, 28, 1), y_test (10000,).

    Pixels are float32 in [0, 1]. The first of these that is there is used, and one line says which: the file
    that the environment variable VAEKIT_MNIST names, Keras's cache, Keras's download, the offline stand-in.
    """
    data, where = _mnist_on_disk()
    if data is None:
        data, where = _mnist_download(), "MNIST, downloaded by Keras"
    if data is None:
        data = _stand_in()
        where = "MNIST is out of reach: the offline stand-in, scikit-learn's handwritten digits enlarged to 28x28"
    print(f"Data: {where} ({len(data['x_train'])} training and {len(data['x_test'])} test images).")
    return _as_pixels(data["x_train"]), data["y_train"], _as_pixels(data["x_test"]), data["y_test"]


def held_out(source: str) -> tuple[Array, Array]:
    """Return x_test (10000, 28, 28, 1) float32 in [0, 1] and y_test (10000,) of "mnist" or "stand-in".

    Needs no TensorFlow and downloads nothing. Raises LabError if MNIST is not on this machine.
    """
    if source not in ("mnist", "stand-in"):
        raise LabError(f'there is no held-out data for the source {source!r}: ask for "mnist" or "stand-in"')
    if source == "stand-in":
        images, labels = _stand_in_part("test")
        return _as_pixels(images), labels
    data = _mnist_here()
    return _as_pixels(data["x_test"]), data["y_test"]


def _mnist_here() -> Split:
    data = _mnist_on_disk()[0]
    if data is None:
        raise LabError(
            "MNIST is not on this machine: name a copy of mnist.npz in the environment variable VAEKIT_MNIST"
        )
    return data


def sample(source: str, part: str) -> tuple[Array, Array]:
    """About 1000 digits (n, 28, 28, 1) and labels (n,), evenly from the "train" or "test" part: see `held_out`.

    They are the same at every call: what two runs are measured on must not differ.
    """
    if source == "stand-in":
        images, labels = _stand_in_part(part, every=50 if part == "train" else 10)
        return _as_pixels(images), labels
    data = _mnist_here()
    every = len(data[f"x_{part}"]) // 1000
    return _as_pixels(data[f"x_{part}"][::every]), data[f"y_{part}"][::every]


def data_digest(x: Array) -> str:
    """SHA-256 of the images as they were stored, in whole grey levels from 0 to 255."""
    levels = np.rint(np.asarray(x, dtype=np.float32) * 255).astype(np.uint8)
    return hashlib.sha256(np.ascontiguousarray(levels).tobytes()).hexdigest()


def data_source(digest: str) -> str:
    """Name the training images with this digest: "mnist", "stand-in" or "other"."""
    if digest == MNIST_SHA256["x_train"]:
        return "mnist"
    stand_in = hashlib.sha256(_stand_in_part("train")[0].tobytes()).hexdigest()
    return "stand-in" if digest == stand_in else "other"


def _as_pixels(images: Array) -> Array:
    return images[..., np.newaxis].astype(np.float32) / np.float32(255)


def _mnist_on_disk() -> tuple[Split | None, str]:
    named = os.environ.get("VAEKIT_MNIST")
    if named:
        try:
            return _read_mnist(Path(named)), "MNIST, from the file that VAEKIT_MNIST names"
        except LabError as error:
            raise LabError(
                f"VAEKIT_MNIST names {named}, but {error}. Point it at the usual mnist.npz, or unset it."
            ) from None
    cached = _keras_home() / "datasets" / "mnist.npz"
    if cached.is_file():
        try:
            return _read_mnist(cached), "MNIST, from Keras's cache"
        except LabError as error:
            print(f"Note: Keras's cached mnist.npz is skipped: {error}.")
    return None, ""


def _keras_home() -> Path:
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")


def _read_mnist(path: Path) -> Split:
    """Read and verify an mnist.npz; raise LabError with the bare reason if it is not one."""
    if not path.is_file():
        raise LabError("there is no such file")
    try:
        with np.load(path, allow_pickle=False) as stored:
            data = {name: stored[name] for name in MNIST_SHA256}
    except KeyError as error:
        raise LabError(f"it lacks an array: {error.args[0]}") from None
    except (OSError, ValueError, EOFError, TypeError, AttributeError, zipfile.BadZipFile):
        raise LabError("it can't be read as an .npz file") from None
    _verify_mnist(data)
    return data


def _verify_mnist(data: Split) -> None:
    for name, expected in MNIST_SHA256.items():
        if hashlib.sha256(np.ascontiguousarray(data[name]).tobytes()).hexdigest() != expected:
            raise LabError(f"its array {name} is not MNIST's (the SHA-256 of its bytes differs)")


def _mnist_download() -> Split | None:
    """Let Keras download MNIST; None if that fails, for whatever reason: there is a stand-in."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(DOWNLOAD_TIMEOUT_S)
    try:
        import keras

        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
        data = {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}
        _verify_mnist(data)
        return data
    except Exception:  # no network, a proxy, a full disk, a changed file: all of them mean "use the stand-in"
        return None
    finally:
        socket.setdefaulttimeout(before)


STAND_IN_TRAIN = 1500  # 40 copies: 60000 training images; 34 of the other 297: 10098, of which 10000 are used


def _stand_in() -> Split:
    """scikit-learn's 8x8 digits: split first of all, then enlarged, turned and shifted; nothing random."""
    (x_train, y_train), (x_test, y_test) = _stand_in_part("train"), _stand_in_part("test")
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}


@functools.lru_cache(maxsize=4)
def _stand_in_part(part: str, every: int = 1) -> tuple[Array, Array]:
    """Images (n, 28, 28) uint8 and labels (n,) of the "train" or "test" part: of one digit in `every`."""
    pictures, classes = _small_digits()
    rows, copies = (slice(STAND_IN_TRAIN), 40) if part == "train" else (slice(STAND_IN_TRAIN, None), 34)
    small, labels = pictures[rows] / 16.0, classes[rows]
    images, labels = _enlarged_copies(small[::every], labels[::every], copies)
    return (images, labels) if part == "train" else (images[:10000], labels[:10000])


def _small_digits() -> tuple[Array, Array]:
    """scikit-learn's handwritten digits (1797, 64), 0 to 16, and labels: from its file, which spares its import."""
    package = importlib.util.find_spec("sklearn")
    places = package.submodule_search_locations if package else None
    path = Path((places or ["."])[0]) / "datasets" / "data" / "digits.csv.gz"
    if path.is_file():
        table = np.loadtxt(path, delimiter=",")
    else:
        from sklearn.datasets import load_digits

        digits = load_digits()
        table = np.column_stack([digits.data, digits.target])
    return table[:, :64], table[:, 64].astype(np.uint8)


def _enlarged_copies(small: Array, labels: Array, copies: int) -> tuple[Array, Array]:
    """Enlarge (n, 64) to (n * copies, 28, 28) uint8; every copy has its own slight turn and shift."""
    images = []
    for copy in range(copies):
        turn_deg = 10 * math.sin(2.4 * copy)
        shift = 1.2 * math.sin(1.7 * copy), 1.2 * math.cos(2.9 * copy)  # in pixels of 28
        grey = np.clip(small @ _enlarging_weights(turn_deg, *shift).T * 1.25, 0, 1)
        images.append(np.rint(grey * 255).astype(np.uint8).reshape(-1, 28, 28))
    return np.concatenate(images), np.tile(labels, copies)


def _enlarging_weights(turn_deg: float, shift_y: float, shift_x: float) -> Array:
    """Weights (784, 64) of a smooth (cubic B-spline) enlargement of 8x8 to the middle 20x20 of 28x28."""
    y, x = np.meshgrid(np.arange(28) - 13.5 - shift_y, np.arange(28) - 13.5 - shift_x, indexing="ij")
    cos, sin = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    source_y = (cos * y + sin * x) * 8 / 20 + 3.5  # where the pixel lies in the small image
    source_x = (cos * x - sin * y) * 8 / 20 + 3.5
    weight_y = _spline(source_y.reshape(-1, 1) - np.arange(8))  # (784, 8)
    weight_x = _spline(source_x.reshape(-1, 1) - np.arange(8))  # (784, 8)
    return (weight_y[:, :, np.newaxis] * weight_x[:, np.newaxis, :]).reshape(PIXELS, 64)


def _spline(distance: Array) -> Array:
    """Catmull-Rom kernel: smooth, and equal to the small image at its own pixels."""
    d = np.abs(distance)
    near = 1.5 * d**3 - 2.5 * d**2 + 1
    far = -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2
    return np.where(d < 1, near, np.where(d < 2, far, 0.0))


# -- the experiment --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Experiment:
    """One training run: its losses after every epoch and its weights at the snapshots.

    Weights are lists of arrays. Encoder: hidden kernel (784, 512) and bias (512,), z_mean kernel (512, 2),
    z_mean bias (2,), z_log_var kernel (512, 2), z_log_var bias (2,). Decoder: hidden kernel (2, 512), hidden
    bias (512,), output kernel (512, 784), output bias (784,).
    """

    epochs: tuple[int, ...]
    history: dict[str, Array]  # "loss", "reconstruction_loss", "kl_loss": (epochs run,), epoch means
    encoders: dict[int, list[Array]]
    decoders: dict[int, list[Array]]
    z_samples: Array  # (n, latent), the points that plot_digits decodes
    data_source: str  # "mnist", "stand-in" or "other"
    data_sha256: str
    versions: dict[str, str]
    seconds: float
    fingerprint: str

    def encode(self, epoch: int, x: Array) -> tuple[Array, Array]:
        """Return z_mean and z_log_var, each (batch, latent), of x (batch, 28, 28, 1) at a snapshot."""
        hidden, hidden_bias, mean, mean_bias, log_var, log_var_bias = self._weights(self.encoders, epoch)
        h = np.maximum(np.asarray(x, np.float32).reshape(len(x), -1) @ hidden + hidden_bias, 0)
        return h @ mean + mean_bias, h @ log_var + log_var_bias

    def decode(self, epoch: int, z: Array) -> Array:
        """Return a snapshot's images (batch, 28, 28, 1), in [0, 1], of z (batch, latent)."""
        hidden, hidden_bias, output, output_bias = self._weights(self.decoders, epoch)
        h = np.maximum(np.asarray(z, np.float32) @ hidden + hidden_bias, 0)
        return (0.5 * (1 + np.tanh(0.5 * (h @ output + output_bias)))).reshape(-1, 28, 28, 1)

    @functools.cached_property
    def held_out_losses(self) -> dict[int, dict[str, float]]:
        """The three losses of each snapshot on the 10000 test images, in nats per image, one z for each image.

        Empty where the run was trained on other data than `load_data`'s, or MNIST is not on this machine.
        """
        try:
            x_test = held_out(self.data_source)[0]
        except LabError:
            return {}
        return {k: self.evaluate(k, x_test, seed=0) for k in self.epochs}

    def evaluate(self, epoch: int, x: Array, seed: int | None = None) -> dict[str, float]:
        """Recompute the three losses of a snapshot on x (batch, 28, 28, 1); one z for each image."""
        mean, log_var = self.encode(epoch, x)
        z = mean + np.exp(log_var / 2) * np.random.default_rng(seed).standard_normal(mean.shape)
        made = np.clip(self.decode(epoch, z), 1e-7, 1 - 1e-7).astype(np.float64)
        entropy = -(x * np.log(made) + (1 - x) * np.log(1 - made))  # (batch, 28, 28, 1)
        reconstruction = float(entropy.sum(axis=(1, 2, 3)).mean())
        kl = float((0.5 * (np.exp(log_var) + mean**2 - 1 - log_var)).sum(axis=1).mean())
        return {"loss": reconstruction + kl, "reconstruction_loss": reconstruction, "kl_loss": kl}

    @staticmethod
    def _weights(snapshots: Mapping[int, list[Array]], epoch: int) -> list[Array]:
        if epoch not in snapshots:
            raise LabError(f"there is no snapshot at epoch {epoch}: this run has {sorted(snapshots)}")
        return [array.astype(np.float32) for array in snapshots[epoch]]


def run_experiment(
    VAE: type,  # noqa: N803 (the student's name for it)
    build_encoder: Callable[[], Any],
    build_decoder: Callable[[], Any],
    x_train: Array,
    epochs: Sequence[int] = (5, 10, 30),
    batch_size: int = 128,
    learning_rate: float = 1e-4,
    folder: str | Path = ".",
    restart: bool = False,
) -> Experiment:
    """Train a new VAE for max(epochs) epochs by Adam, keep its weights at each of `epochs`, write evidence.

    The evidence is a file in `folder`, and a coarser copy in the cell's output, for a notebook handed in alone.
    A finished run of the same code is loaded, not repeated; an interrupted run goes on where it stopped.
    `restart=True` does neither. Raises LabError if the loss stops being a number.
    """
    folder, epochs = Path(folder), tuple(sorted(epochs))
    digest = data_digest(x_train)
    settings = json.dumps([EVIDENCE_SCHEMA, epochs, batch_size, learning_rate, digest])
    fingerprint = _fingerprint([VAE, build_encoder, build_decoder], settings)
    if restart:
        (folder / CHECKPOINT_FILE).unlink(missing_ok=True)
    else:
        experiment = _finished_run(folder / EVIDENCE_FILE, fingerprint)
        if experiment is not None:
            note = f"{EVIDENCE_FILE} was made by this same code: loaded. (restart=True trains anew.)"
            _tell_with_evidence(note, experiment)
            return experiment
    run = _Run(VAE, build_encoder, build_decoder, epochs, learning_rate, fingerprint, folder / CHECKPOINT_FILE)
    run.resume()
    run.train(x_train, batch_size)
    experiment = run.experiment(digest)
    _write_npz(folder / EVIDENCE_FILE, _arrays_of(experiment), np.savez_compressed)
    (folder / CHECKPOINT_FILE).unlink(missing_ok=True)
    mebibytes = (folder / EVIDENCE_FILE).stat().st_size / 2**20
    note = f"Done in {_clock(experiment.seconds)} min. Written: {EVIDENCE_FILE} ({mebibytes:.1f} MiB)."
    _tell_with_evidence(note, experiment)
    return experiment


def trained_decoder(experiment: Experiment, build_decoder: Callable[[], Any], epoch: int = 30) -> Any:
    """A new decoder of the notebook's own with a snapshot's weights: a Keras model of z (batch, latent).

    Raises LabError where the run has no snapshot at that epoch, or its decoder was built otherwise.
    """
    decoder = build_decoder()
    try:
        _set_weights(_decoder_layers(decoder), experiment._weights(experiment.decoders, epoch))
    except (ValueError, IndexError):
        raise LabError(
            "build_decoder gives another network than the one that was trained: run it as given"
        ) from None
    return decoder


def load_evidence(path: str | Path = EVIDENCE_FILE) -> Experiment:
    """Read an evidence file. Raises LabError if it is missing, damaged or of another schema."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        if int(arrays["schema"]) != EVIDENCE_SCHEMA:
            raise LabError(f"{path} has schema {arrays['schema']}; {EVIDENCE_SCHEMA} was expected")
        return _experiment_of(arrays)
    except (OSError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile) as error:
        raise LabError(f"{path} is no complete evidence file: {error}") from None


def _experiment_of(arrays: Mapping[str, Array]) -> Experiment:
    epochs = tuple(int(epoch) for epoch in arrays["epochs"])
    return Experiment(
        epochs=epochs,
        history={name: arrays[f"history_{name}"] for name in LOSSES},
        encoders={k: [arrays[f"encoder_{k}_{i}"] for i in range(6)] for k in epochs},
        decoders={k: [arrays[f"decoder_{k}_{i}"] for i in range(4)] for k in epochs},
        z_samples=arrays["z_samples"],
        data_source=str(arrays["data_source"]),
        data_sha256=str(arrays["data_sha256"]),
        versions=json.loads(str(arrays["versions"])),
        seconds=float(arrays["seconds"]),
        fingerprint=str(arrays["fingerprint"]),
    )


def _arrays_of(experiment: Experiment) -> dict[str, Any]:
    arrays: dict[str, Any] = {
        "schema": EVIDENCE_SCHEMA,
        "epochs": experiment.epochs,
        "z_samples": experiment.z_samples,
        "data_source": experiment.data_source,
        "data_sha256": experiment.data_sha256,
        "versions": json.dumps(experiment.versions),
        "seconds": experiment.seconds,
        "fingerprint": experiment.fingerprint,
        **{f"history_{name}": values for name, values in experiment.history.items()},
    }
    for part, snapshots in (("encoder", experiment.encoders), ("decoder", experiment.decoders)):
        arrays |= {f"{part}_{k}_{i}": w for k, weights in snapshots.items() for i, w in enumerate(weights)}
    return arrays


COARSE_LEVELS = 31  # of the weights in the notebook's copy: they change its losses by less than 0.3 nats


def _tell_with_evidence(note: str, experiment: Experiment) -> None:
    """Say `note`; in a notebook, put a coarse copy of the evidence behind it, which no one sees: 2 MiB."""
    if not _in_notebook():
        print(note)
        return
    from IPython.display import display

    display({"text/plain": note, EVIDENCE_MIME: _coarse_copy(experiment)}, raw=True)


def _coarse_copy(experiment: Experiment) -> str:
    """The evidence file in base64, its kernels rounded to whole multiples of their `…_scale`."""
    arrays = _arrays_of(experiment)
    for name in [name for name, value in arrays.items() if name.startswith(("encoder_", "decoder_"))]:
        kernel = np.asarray(arrays[name], np.float32)
        if kernel.ndim == 2:
            scale = np.float32(max(np.abs(kernel).max(), 1e-30) / COARSE_LEVELS)
            arrays[name], arrays[f"{name}_scale"] = np.rint(kernel / scale).astype(np.int8), scale
    packed = io.BytesIO()
    np.savez_compressed(packed, **{name: np.asarray(value) for name, value in arrays.items()})
    return base64.b64encode(packed.getvalue()).decode("ascii")


def _write_npz(path: Path, arrays: Mapping[str, Any], save: Callable[..., None]) -> None:
    """Write all of the file or nothing: into a neighbour first, then moved into place."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            save(file, **{key: np.asarray(value) for key, value in arrays.items()})
        Path(name).chmod(0o644)  # mkstemp's 0600 would keep nbgrader from collecting it
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _finished_run(path: Path, fingerprint: str) -> Experiment | None:
    if not path.is_file():
        return None
    try:
        experiment = load_evidence(path)
    except (LabError, ValueError) as error:
        print(f"Note: {EVIDENCE_FILE} can't be used ({error}); training anew.")
        return None
    if experiment.fingerprint != fingerprint:
        print(f"Note: {EVIDENCE_FILE} was made by other code, data or settings; training anew.")
        return None
    return experiment


class _Run:
    """The state of a run: the model, its losses so far, its snapshots, and the checkpoint file they go to."""

    def __init__(
        self,
        VAE: type,  # noqa: N803
        build_encoder: Callable[[], Any],
        build_decoder: Callable[[], Any],
        epochs: tuple[int, ...],
        learning_rate: float,
        fingerprint: str,
        checkpoint: Path,
    ) -> None:
        import keras

        self.epochs, self.fingerprint, self.checkpoint = epochs, fingerprint, checkpoint
        self.encoder, self.decoder = build_encoder(), build_decoder()
        self.model = VAE(self.encoder, self.decoder)
        self.optimizer = keras.optimizers.Adam(learning_rate=learning_rate)
        self.optimizer.build(
            self.model.trainable_variables
        )  # now, so that a checkpoint's order is always the same
        self.history: dict[str, list[float]] = {name: [] for name in LOSSES}
        self.encoders: dict[int, list[Array]] = {}
        self.decoders: dict[int, list[Array]] = {}
        self.z_samples = _unlike_draws(10)
        self.seconds = 0.0

    @property
    def done(self) -> int:
        """Whole epochs trained."""
        return len(self.history["loss"])

    def train(self, x_train: Array, batch_size: int) -> None:
        progress = _Progress(self.done, self.epochs[-1], math.ceil(len(x_train) / batch_size))
        self.model.compile(optimizer=self.optimizer)
        train_chunk = _chunk_function(self.model, x_train, batch_size)
        try:
            while self.done < self.epochs[-1]:
                began = time.monotonic()
                logs = self._epoch(train_chunk, len(x_train), batch_size, progress)
                self.end_epoch(self.done + 1, logs, time.monotonic() - began)
        except KeyboardInterrupt:
            progress.close()
            kept = f"{self.done} of {self.epochs[-1]} epochs are kept"
            raise Stopped(f"Stopped: {kept}. Run this cell again to go on from there.") from None
        progress.close()

    def _epoch(
        self, train_chunk: Callable[[Array], Any], count: int, batch_size: int, progress: _Progress
    ) -> Mapping[str, Any]:
        """One epoch over all rows in a new order, as `fit` does it; what it reports of the epoch."""
        self.model.reset_metrics()
        order, size = np.random.default_rng().permutation(count).astype(np.int32), CHUNK * batch_size
        logs: Mapping[str, Any] = {}
        for start in range(0, count, size):
            logs = train_chunk(order[start : start + size])
            values = {name: float(value) for name, value in logs.items() if name in LOSSES}
            if not all(math.isfinite(value) for value in values.values()):
                progress.close()
                _not_finite(values, self.done + 1)
            progress.show(self.done, math.ceil(min(start + size, count) / batch_size), values)
        metrics = self.model.get_metrics_result()
        return metrics if set(metrics) == set(logs) else logs  # as Keras has it

    def end_epoch(self, epoch: int, logs: Mapping[str, Any], seconds: float) -> None:
        missing = [name for name in LOSSES if name not in logs]
        if missing:
            raise LabError(
                f"train_step must return {list(LOSSES)}; in yours I miss {missing} (it has {list(logs)})"
            )
        for name in LOSSES:
            self.history[name].append(float(logs[name]))
        self.seconds += seconds
        if epoch in self.epochs:
            self.encoders[epoch] = [w.astype(np.float16) for w in _encoder_weights(self.encoder)]
            self.decoders[epoch] = [w.astype(np.float16) for w in _decoder_weights(self.decoder)]
        self.save()

    def save(self) -> None:
        arrays: dict[str, Any] = {
            "fingerprint": self.fingerprint,
            "seconds": self.seconds,
            "z_samples": self.z_samples,
        }
        arrays |= {f"history_{name}": values for name, values in self.history.items()}
        now = {"encoder": _encoder_weights(self.encoder), "decoder": _decoder_weights(self.decoder)}
        now["optimizer"] = [np.asarray(variable) for variable in self.optimizer.variables]
        for part, weights in now.items():
            arrays |= {f"now_{part}_{i}": w for i, w in enumerate(weights)}
        for part, snapshots in (("encoder", self.encoders), ("decoder", self.decoders)):
            arrays |= {f"{part}_{k}_{i}": w for k, weights in snapshots.items() for i, w in enumerate(weights)}
        _write_npz(self.checkpoint, arrays, np.savez)

    def resume(self) -> None:
        """Go on from the checkpoint, if it is there and was made by the same code."""
        try:
            with np.load(self.checkpoint, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            if str(arrays["fingerprint"]) != self.fingerprint:
                print("Note: an interrupted run of other code is left behind; training anew.")
                return
            self._restore(arrays)
        except FileNotFoundError:
            return
        except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            print(f"Note: {CHECKPOINT_FILE} can't be used ({error}); training anew.")
            return
        print(f"Going on after epoch {self.done}. (restart=True trains anew.)")

    def _restore(self, arrays: Mapping[str, Array]) -> None:
        _set_weights(_encoder_layers(self.encoder), [arrays[f"now_encoder_{i}"] for i in range(6)])
        _set_weights(_decoder_layers(self.decoder), [arrays[f"now_decoder_{i}"] for i in range(4)])
        for i, variable in enumerate(self.optimizer.variables):
            variable.assign(arrays[f"now_optimizer_{i}"])
        done = len(arrays["history_loss"])
        for k in (epoch for epoch in self.epochs if epoch <= done):
            self.encoders[k] = [arrays[f"encoder_{k}_{i}"] for i in range(6)]
            self.decoders[k] = [arrays[f"decoder_{k}_{i}"] for i in range(4)]
        self.z_samples, self.seconds = arrays["z_samples"], float(arrays["seconds"])
        self.history = {name: arrays[f"history_{name}"].tolist() for name in LOSSES}

    def experiment(self, digest: str) -> Experiment:
        return Experiment(
            epochs=self.epochs,
            history={name: np.array(values) for name, values in self.history.items()},
            encoders=self.encoders,
            decoders=self.decoders,
            z_samples=self.z_samples,
            data_source=data_source(digest),
            data_sha256=digest,
            versions=_versions(),
            seconds=self.seconds,
            fingerprint=self.fingerprint,
        )


def _unlike_draws(count: int) -> Array:
    """Draws from N(0, I), (count, 2), by growing z[0]: of a hundred sets the one whose two nearest differ most."""
    sets = np.random.default_rng().standard_normal((100, count, 2)).astype(np.float32)
    distances = np.linalg.norm(sets[:, :, None] - sets[:, None], axis=-1) + 99 * np.eye(count)
    best = sets[np.argmax(distances.min(axis=(1, 2)))]
    return best[np.argsort(best[:, 0])]


CHUNK = 67  # batches that run without a word to Python: 469 batches of MNIST are seven chunks


def _chunk_function(model: Any, x_train: Array, batch_size: int) -> Callable[[Array], Any]:
    """A function of row numbers, (n,): the model's own `train_step` on them, batch after batch.

    The batches are bare tensors, as `fit(x)` hands them, and the last one may be smaller. The loop over the batches is
    compiled by XLA as one program, which halves the time; where XLA refuses it, as it does with some right
    answers, the steps run as a plain graph.
    """
    import tensorflow as tf

    images = tf.constant(x_train)

    @tf.autograph.experimental.do_not_convert
    def train_step(rows: Any) -> Any:
        logs = model.train_step(tf.gather(images, rows))
        if not isinstance(logs, Mapping):
            raise LabError(f"train_step must return a dict with {list(LOSSES)}; yours returns {logs!r:.60}")
        return dict(logs)

    def steps(jit_compile: bool) -> tuple[Any, Any]:
        """One step; and as many as `count` says on rows (CHUNK, batch): one program serves chunks of any length."""
        one = tf.function(train_step, autograph=False, jit_compile=jit_compile, reduce_retracing=True)

        @tf.function(autograph=False, jit_compile=jit_compile)
        def many(rows: Any, count: Any) -> Any:
            def next_batch(number: Any, _: Any) -> Any:
                return number + 1, train_step(rows[number])

            first = (tf.constant(1), train_step(rows[0]))
            return tf.while_loop(lambda number, _: number < count, next_batch, first)[1]

        return one, many

    fast, plain = steps(jit_compile=True), steps(jit_compile=False)
    use = [fast]

    def train_chunk(rows: Array) -> Any:
        logs: Any = {}
        count, rest = divmod(len(rows), batch_size)
        if count:
            full = np.zeros((CHUNK, batch_size), np.int32)
            full[:count] = rows[: count * batch_size].reshape(count, batch_size)
            logs = run(1, tf.constant(full), tf.constant(count))
        return run(0, tf.constant(rows[-rest:])) if rest else logs

    def run(kind: int, *arguments: Any) -> Any:
        if use == [fast]:
            try:
                return fast[kind](*arguments)
            except tf.errors.OpError:  # XLA compiles a program before it changes anything
                use[:] = [plain]
        return plain[kind](*arguments)

    return train_chunk


def _not_finite(values: Mapping[str, float], epoch: int) -> NoReturn:
    seen = ", ".join(f"{name} {value}" for name, value in values.items())
    raise LabError(
        f"Training stopped in epoch {epoch}: a loss is no longer a number ({seen}). Look for a logarithm of "
        "zero, a division by zero, or an exponential without its one half."
    )


def _encoder_layers(encoder: Any) -> list[Any]:
    ends = [encoder.get_layer("z_mean"), encoder.get_layer("z_log_var")]
    hidden = [
        layer for layer in encoder.layers if layer.name not in ("z_mean", "z_log_var") and hasattr(layer, "units")
    ]
    return [*hidden, *ends]


def _decoder_layers(decoder: Any) -> list[Any]:
    return [layer for layer in decoder.layers if hasattr(layer, "units")]


def _encoder_weights(encoder: Any) -> list[Array]:
    """The six arrays in the order that Experiment states, whatever else (a seed, say) the encoder holds."""
    return [weight for layer in _encoder_layers(encoder) for weight in layer.get_weights()]


def _decoder_weights(decoder: Any) -> list[Array]:
    return [weight for layer in _decoder_layers(decoder) for weight in layer.get_weights()]


def _set_weights(layers: Sequence[Any], weights: Sequence[Array]) -> None:
    for i, layer in enumerate(layers):
        layer.set_weights([weights[2 * i], weights[2 * i + 1]])


def _versions() -> dict[str, str]:
    import keras
    import tensorflow as tf

    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
    }


# -- which code made a run -------------------------------------------------------------------------


def _fingerprint(roots: Sequence[Any], settings: str) -> str:
    """SHA-256 over the settings, the compiled code of `roots`, and of what else in their module they name."""
    digest = hashlib.sha256(settings.encode())
    for part in _code_parts(list(roots)):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def _code_parts(todo: list[Any]) -> Iterator[str]:
    seen: set[int] = set()
    while todo:
        thing = todo.pop(0)
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, type):
            yield f"class {thing.__qualname__} {[base.__qualname__ for base in thing.__bases__]}"
            todo += [base for base in thing.__bases__ if base.__module__ == thing.__module__]
            for name, member in sorted(vars(thing).items()):
                if isinstance(member, (bool, int, float, str)) and not name.startswith("__"):
                    yield f"{name} = {member!r}"
                todo += _functions_of(member)
        elif isinstance(thing, types.FunctionType):
            yield f"def {thing.__qualname__} {thing.__defaults__!r} {thing.__kwdefaults__!r}"
            yield from _constants_and_bytes(thing.__code__, thing.__doc__)
            for name in sorted(_names(thing.__code__)):
                value = thing.__globals__.get(name)
                if isinstance(value, (bool, int, float, str)):
                    yield f"{name} = {value!r}"
                elif getattr(value, "__module__", None) == thing.__module__:
                    todo += [value] if isinstance(value, type) else _functions_of(value)


def _functions_of(member: Any) -> list[types.FunctionType]:
    if isinstance(member, property):
        parts = [member.fget, member.fset]
    else:
        parts = [getattr(member, "__func__", None) or getattr(member, "__wrapped__", None) or member]
    return [part for part in parts if isinstance(part, types.FunctionType)]


def _constants_and_bytes(code: types.CodeType, doc: str | None) -> Iterator[str]:
    yield code.co_code.hex()
    yield repr((code.co_names, code.co_varnames, code.co_freevars))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _constants_and_bytes(constant, None)
        elif constant != doc or doc is None:
            yield repr(constant)


def _names(code: types.CodeType) -> set[str]:
    inner = [_names(constant) for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return set(code.co_names).union(*inner)


# -- progress --------------------------------------------------------------------------------------


class _Progress:
    """One line, rewritten in place: an updating display in a notebook, a carriage return elsewhere."""

    EVERY_S = 0.5
    WIDTH = 24

    def __init__(self, done: int, epochs: int, steps: int) -> None:
        self.first, self.epochs, self.steps = done * steps, epochs, steps
        self.began = time.monotonic()
        self.shown = -math.inf
        self.line = ""
        self.handle: Any = None
        self.notebook = _in_notebook()
        self._write("Preparing the first step…")

    def show(self, done: int, step: int, losses: Mapping[str, float]) -> None:
        """Show `step` steps of the epoch after `done` whole ones, and the losses so far."""
        now = time.monotonic()
        at, end = done * self.steps + step, self.epochs * self.steps
        if now - self.shown < self.EVERY_S and at < end:
            return
        self.shown = now
        left = (now - self.began) / max(at - self.first, 1) * (end - at)
        bar = "█" * (self.WIDTH * at // end)
        text = f"Epoch {done + 1:2}/{self.epochs} |{bar:░<{self.WIDTH}}| {_clock(left)} min left"
        if len(losses) == len(LOSSES):
            loss, reconstruction, kl = (losses[name] for name in LOSSES)
            text += f" | loss {loss:.2f}, reconstruction {reconstruction:.2f}, KL {kl:.2f}"
        self._write(text)

    def close(self) -> None:
        if not self.notebook:
            print(flush=True)

    def _write(self, text: str) -> None:
        if self.notebook:
            from IPython.display import display

            bundle = {"text/plain": text}
            if self.handle is None:
                self.handle = display(bundle, raw=True, display_id=True)
            else:
                self.handle.update(bundle, raw=True)
        else:
            sys.stdout.write("\r" + text.ljust(len(self.line)))
            sys.stdout.flush()
        self.line = text


def _in_notebook() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return hasattr(get_ipython(), "kernel")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


# -- visible checks --------------------------------------------------------------------------------

# The hidden checks ask for more. Each of these compares with a value that can be worked out by hand.
DRAWS = 10_000  # standard error of a standard deviation: 0.7 %; the bound of 5 % is seven of them
LN2 = math.log(2)
HALF_GREY = PIXELS * LN2  # 543.43: reconstruction 0.5 everywhere
KL_BY_HAND = 0.5 * 1 + 0.5 * (4 - 1 - 2 * LN2)  # 1.3069: z_mean = (1, 0), z_log_var = (0, ln 4)
OTHER_KL_BY_HAND = 0.5 * 4 + 0.5 * (0.25 - 1 + 2 * LN2)  # 2.3181: z_mean = (2, 0), z_log_var = (0, -ln 4)
KL_SWAPPED = 0.5 * (math.e - 2) + 0.5 * (2 * LN2) ** 2  # the same with the two in each other's place


def check_sampling(Sampling: type) -> None:  # noqa: N803
    """Does z have mean z_mean and standard deviation exp(z_log_var / 2), and is it new at every call?"""
    with _task("Task 1A, Sampling.call"):
        import tensorflow as tf

        mean, deviation = np.float32([3, -1]), np.float32([2, 1])
        inputs = [tf.constant(np.tile(row, (DRAWS, 1))) for row in (mean, 2 * np.log(deviation))]
        layer = Sampling()
        first = _array(layer(inputs), "z", (DRAWS, 2))
        second = _array(layer(inputs), "z", (DRAWS, 2))
    spread, centre = first.std(axis=0), first.mean(axis=0)
    log_var = 2 * np.log(deviation)
    hints = {
        "exp(z_log_var), the variance": deviation**2,
        "half of exp(z_log_var): the one half belongs in the exponent": deviation**2 / 2,
        "z_log_var itself": log_var,
        "softplus(z_log_var), not exp(z_log_var / 2)": np.log1p(deviation**2),
        "sigmoid(z_log_var), not exp(z_log_var / 2)": deviation**2 / (1 + deviation**2),
    }
    size = float(spread[1])
    if np.allclose(spread, size * deviation, rtol=0.04):
        hints[f"right but for a factor: the noise has standard deviation {size:.2f}, not 1"] = spread
    what = "Task 1A: the standard deviation of z, for z_log_var = (ln 4, 0)"
    if np.abs(spread).max() < 1e-6:
        hint = (
            "z is z_mean itself: is the noise used?"
            if np.allclose(first, mean)
            else "Has every row its own noise?"
        )
        _fail(what, "2.00 and 1.00", "0 and 0", hint)
    _compare(what, spread, deviation, 0.05, hints)
    _compare("Task 1A: the mean of z, for z_mean = (3, -1)", centre, mean, 0.06, {})
    if np.allclose(first, second):
        _fail(
            "Task 1A: two calls with the same inputs",
            "two different z",
            "twice the same z",
            "Where is new noise drawn?",
        )
    _check_sizes(Sampling)
    print(
        f"Task 1A looks right: z has standard deviation {_show(spread)} (2 and 1 by hand), mean {_show(centre)}."
    )


def _check_sizes(Sampling: type) -> None:  # noqa: N803
    """The last batch of an epoch is smaller than the others, and while a model is built no size is known."""
    import keras
    import tensorflow as tf

    hint = "Take the shape of the noise from `ops.shape(z_mean)`, which works at any time."
    for batch in (7, 1):
        what = f"Task 1A: z for a batch of {batch} images"
        try:
            z = np.asarray(Sampling()([tf.zeros((batch, 2)), tf.zeros((batch, 2))]))
        except Exception as error:  # whatever it is: it works for other sizes
            _fail(what, f"shape {(batch, 2)}", _error(error), hint)
        if z.shape != (batch, 2):
            _fail(what, f"shape {(batch, 2)}", f"shape {z.shape}", hint)
    inputs = [keras.Input((2,)), keras.Input((2,))]
    try:
        keras.Model(inputs, Sampling()(inputs))(inputs)
    except Exception as error:
        what = "Task 1A: a model with this layer, as build_encoder makes it"
        _fail(what, "a model for batches of any size", _error(error), f"`z_mean.shape[0]` is None there. {hint}")


def _error(error: Exception) -> str:
    """An exception's type, and the first line of its text that says something."""
    said = str(error).rpartition("Error encountered:")[2]  # by Keras, around the cause
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in said.splitlines()]
    text = next((line for line in lines if line and not line.startswith("Exception encountered")), "")
    return f"{type(error).__name__}: {text}"


def check_losses(reconstruction_loss: Callable[..., Any], kl_loss: Callable[..., Any]) -> None:
    """784 ln 2 = 543.43 for half-black images at r = 0.5; 1.3069 for z_mean (1, 0), z_log_var (0, ln 4)."""
    images = 3
    with _task("Task 1B, reconstruction_loss"):
        import tensorflow as tf

        data = np.zeros((images, 28, 28, 1), np.float32)
        data[:, :14] = 1  # the upper half
        grey = tf.fill((images, 28, 28, 1), 0.5)
        reconstruction = _number(reconstruction_loss(tf.constant(data), grey), "reconstruction_loss")
    hints = {
        "the mean over the pixels, where the sum is asked for": LN2,
        "the sum over the batch, where the mean is asked for": images * HALF_GREY,
        "the sum of squared differences, not the cross-entropy": PIXELS / 4,
        "the mean of squared differences, not the cross-entropy": 1 / 4,
        "the right number with the wrong sign": -HALF_GREY,
        "the cross-entropy in bits: use the natural logarithm": PIXELS,
        "the binary cross-entropy with its two arguments swapped": PIXELS / 2 * -math.log(1e-7),
    }
    _compare(
        "Task 1B: reconstruction_loss of half-black images and 0.5 everywhere",
        reconstruction,
        HALF_GREY,
        1e-3,
        hints,
    )

    with _task("Task 1B, kl_loss"):
        mean, log_var = np.float32([[1, 0]] * images), np.float32([[0, 2 * LN2]] * images)
        kl = _number(kl_loss(tf.constant(mean), tf.constant(log_var)), "kl_loss")
        other = _number(kl_loss(tf.constant(2 * mean), tf.constant(-log_var)), "kl_loss")
    hints = {
        "half of the right number: a mean over the two latents, or a weight of 0.5": KL_BY_HAND / 2,
        "the sum over the batch, where the mean is asked for": images * KL_BY_HAND,
        "without the 1 of the formula": KL_BY_HAND + 1,
        "the right number with the wrong sign": -KL_BY_HAND,
        "twice the right number: the factor one half is missing, or there is a weight of 2": 2 * KL_BY_HAND,
        "with exp(z_log_var / 2), where exp(z_log_var), the variance, is asked for": KL_BY_HAND - 1,
    }
    weight = kl / KL_BY_HAND
    if math.isclose(other / OTHER_KL_BY_HAND, weight, rel_tol=1e-3):
        hints[f"the right number times {weight:.3g}: the formula gives the divergence no weight"] = kl
    _compare("Task 1B: kl_loss of z_mean = (1, 0), z_log_var = (0, ln 4)", kl, KL_BY_HAND, 1e-3, hints)
    what = "Task 1B: kl_loss of z_mean = (2, 0), z_log_var = (0, -ln 4)"
    _compare(what, other, OTHER_KL_BY_HAND, 1e-3, {})
    _check_in_graph("Task 1B, reconstruction_loss", reconstruction_loss, data, np.full_like(data, 0.5))
    _check_in_graph("Task 1B, kl_loss", kl_loss, mean, log_var)
    print(
        f"Task 1B looks right: reconstruction_loss {reconstruction:.2f} (784 ln 2 by hand), "
        f"kl_loss {kl:.4f} (1.3069 by hand)."
    )


def _check_in_graph(name: str, loss: Callable[..., Any], *arguments: Array) -> None:
    """Does the loss run where `fit` runs it: in a graph, in which the batch size is not known?"""
    import tensorflow as tf

    signature = [tf.TensorSpec([None, *argument.shape[1:]], tf.float32) for argument in arguments]
    graph = tf.function(lambda *tensors: loss(*tensors), input_signature=signature, autograph=False)
    with _task(name):
        try:
            graph(*map(tf.constant, arguments))
        except (TypeError, ValueError, AttributeError) as error:
            said = (str(error).strip().splitlines() or [""])[-1].strip()[:200]
            _fail(
                f"{name} in a graph, as `fit` runs it", "one number", f"{type(error).__name__}: {said}", _IN_GRAPH
            )


def check_train_step(
    VAE: type,  # noqa: N803
    build_encoder: Callable[[], Any],
    build_decoder: Callable[[], Any],
) -> None:
    """With weights set by hand the first epoch returns 543.43 + 1.31 = 544.74; a few steps change every weight."""
    with _task("Task 1C, VAE.train_step"):
        import keras

        encoder, decoder = build_encoder(), build_decoder()
        _set_by_hand(encoder, decoder)
        vae = VAE(encoder, decoder)
        vae.compile(optimizer=keras.optimizers.SGD(learning_rate=0.0))
        x = (np.random.default_rng().random((24, 28, 28, 1)) < 0.2).astype(np.float32)
        before = [*_encoder_weights(encoder), *_decoder_weights(decoder)]
        history = _fit_history(vae, x)  # at learning rate 0: no weight moves yet
        vae.optimizer.learning_rate = 1e-3
        _fit_history(vae, x)
        after = [*_encoder_weights(encoder), *_decoder_weights(decoder)]
    missing = [name for name in LOSSES if name not in history]
    if missing:
        _fail(
            "Task 1C: the keys that train_step returns",
            list(LOSSES),
            list(history),
            f"{', '.join(missing)}: missing.",
        )
    expected = {"loss": HALF_GREY + KL_BY_HAND, "reconstruction_loss": HALF_GREY, "kl_loss": KL_BY_HAND}
    for name in ("kl_loss", "reconstruction_loss"):
        _compare(
            f"Task 1C: {name!r} of the first epoch",
            float(history[name][0]),
            expected[name],
            2e-3,
            _STEP_HINTS[name],
        )
    _check_total({name: float(history[name][0]) for name in LOSSES})
    still = [name for name, old, new in zip(_WEIGHT_NAMES, before, after, strict=True) if np.array_equal(old, new)]
    if still:
        hint = "Is all computed inside the tape, from self.encoder and self.decoder, and every weight updated?"
        if len(still) == len(before):
            hint = "Nothing moved: is `self.optimizer.apply_gradients(zip(gradients, weights))` called for each batch?"
        _fail("Task 1C: a few steps", "every weight changed", f"unchanged: {', '.join(still)}", hint)
    print(
        f"Task 1C looks right: the first loss is {history['loss'][0]:.2f} (543.43 + 1.31 by hand), "
        "and every weight moves."
    )


def _check_total(losses: Mapping[str, float]) -> None:
    """Is the loss reconstruction + KL? The weight that the KL has in it is known to 1e-3: numbers are exact to 1e-4."""
    total, reconstruction, kl = (losses[name] for name in LOSSES)
    weight = (total - reconstruction) / kl
    if abs(weight - 1) < 2e-3:
        return
    hints = {
        0: "That is the reconstruction loss alone: add the KL.",
        -1: "The KL is subtracted: a smaller divergence should make the loss smaller.",
    }
    hint = next((text for known, text in hints.items() if abs(weight - known) < 2e-3), "")
    if abs(total) < 1e-6:
        hint = "That is a tracker that was never updated."
    got = f"{total:.2f}, which is reconstruction_loss {'+' if weight >= 0 else '-'} {abs(weight):.4g} × kl_loss"
    expected = f"{reconstruction + kl:.2f}, which is reconstruction_loss + kl_loss"
    hint = hint or "Both losses count once, without a weight or any further term."
    _fail("Task 1C: 'loss' of the first epoch", expected, got, hint)


def _fit_history(vae: Any, x: Array) -> dict[str, list[float]]:
    """An epoch of two batches, of 16 images and of 8: in the run, too, the last batch is smaller."""
    try:
        return vae.fit(x, batch_size=16, verbose=0).history
    except (ValueError, TypeError, AttributeError) as error:
        if "Toutput_types" not in str(error):  # how Keras says that nothing was returned
            raise
        raise CheckFailed("Task 1C: train_step returned nothing. Is there a `return` with the dict?") from None


_STEP_HINTS = {
    "reconstruction_loss": {
        "a tracker that was never updated": 0.0,
        "the sum of both losses, as if this tracker got another value": HALF_GREY + KL_BY_HAND,
        "the KL, as if this tracker got another value": KL_BY_HAND,
        "the mean over the pixels, where the sum is asked for": LN2,
        "the loss with data and reconstruction in each other's place": PIXELS / 2 * -math.log(1e-7),
    },
    "kl_loss": {
        "a tracker that was never updated": 0.0,
        "the reconstruction loss, as if this tracker got another value": HALF_GREY,
        "the sum of both losses, as if this tracker got another value": HALF_GREY + KL_BY_HAND,
        "the mean over the latents, where the sum is asked for": KL_BY_HAND / 2,
        "the KL with z_mean and z_log_var in each other's place": KL_SWAPPED,
    },
}
_WEIGHT_NAMES = [
    *(f"encoder {layer} {part}" for layer in ("hidden", "z_mean", "z_log_var") for part in ("kernel", "bias")),
    *(f"decoder {layer} {part}" for layer in ("hidden", "output") for part in ("kernel", "bias")),
]


def _set_by_hand(encoder: Any, decoder: Any) -> None:
    """Make z_mean (1, 0), z_log_var (0, ln 4) for any image, and each pixel of a reconstruction 0.5."""
    _, mean, log_var = _encoder_layers(encoder)
    mean.set_weights([np.zeros((512, 2)), np.array([1.0, 0.0])])
    log_var.set_weights([np.zeros((512, 2)), np.array([0.0, 2 * LN2])])
    _decoder_layers(decoder)[-1].set_weights([np.zeros((512, PIXELS)), np.zeros(PIXELS)])


def check_generate(generate_digits: Callable[..., Any], build_decoder: Callable[[], Any]) -> None:
    """A decoder whose pixels are all sigmoid(ln 3) = 0.75 gives 0.75; another one, new images at each call."""
    with _task("Task 2A, generate_digits"):
        flat, other = build_decoder(), build_decoder()
        _decoder_layers(flat)[-1].set_weights([np.zeros((512, PIXELS)), np.full(PIXELS, math.log(3))])
        flat_images = _array(generate_digits(flat, n=4), "the images", None)
        first, second = (_array(generate_digits(other, n=4), "the images", None) for _ in range(2))
        single = _array(generate_digits(other, n=1), "the images", None)
    for n, images in ((4, flat_images), (4, first), (4, second), (1, single)):
        if images.shape not in ((n, 28, 28, 1), (n, 28, 28), (n, PIXELS)):
            _fail(
                f"Task 2A: the shape of generate_digits(decoder, n={n})",
                f"({n}, 28, 28, 1), ({n}, 28, 28) or ({n}, {PIXELS})",
                images.shape,
                "One image for each z; the first axis counts them, also where there is only one.",
            )
    if not np.allclose(flat_images, 0.75, atol=1e-4):
        got = f"pixels from {flat_images.min():.3f} to {flat_images.max():.3f}"
        known = {
            "The pixels went through a second sigmoid.": 1 / (1 + math.exp(-0.75)),
            "The pixels were multiplied by 255.": 255 * 0.75,
            "The pixels were cut to whole numbers after a multiplication by 255.": 191.0,
            "Black and white have changed places.": 0.25,
            "The pixels were rounded.": 1.0,
        }
        named = [words for words, value in known.items() if np.allclose(flat_images, value, atol=0.01)]
        hint = (named or ["Is it the decoder that was passed in, and are its pixels returned as they are?"])[0]
        _fail("Task 2A: images of a decoder that gives 0.75 everywhere", "0.75 everywhere", got, hint)
    if np.allclose(first[0], first[1], atol=1e-6) or np.allclose(first, second, atol=1e-6):
        _fail(
            "Task 2A: four images, twice",
            "eight different images",
            "some that are equal",
            "Where is z drawn, and how many rows?",
        )
    print(
        f"Task 2A looks right: every pixel is {flat_images.mean():.2f} (0.75 by hand), "
        "and each call gives new images."
    )


def check_experiment(experiment: Experiment) -> None:
    """The run is whole, its loss falls, and its weights, evaluated again, agree with what it reports."""
    what = "Task 2B: "
    if not isinstance(experiment, Experiment):
        _fail(
            what + "the run",
            "what lab.run_experiment returns",
            type(experiment).__name__,
            "Run the cell above.",
        )
    if experiment.epochs != (5, 10, 30) or any(len(values) != 30 for values in experiment.history.values()):
        _fail(
            what + "the snapshots",
            "(5, 10, 30) in a run of 30",
            experiment.epochs,
            "Run the cell above as it was given.",
        )
    reported = [float(experiment.history["loss"][k - 1]) for k in experiment.epochs]
    if not reported[0] > reported[1] > reported[2]:
        _fail(
            what + "the loss after 5, 10, 30 epochs",
            "three falling numbers",
            _show(reported),
            "Look at Tasks 1B and 1C.",
        )
    if experiment.data_source == "mnist" and reported[2] > 175:
        hint = "Near 206 the decoder ignores z: is the reconstruction loss a sum over the pixels?"
        _fail(what + "the loss after 30 epochs", "well below 175", f"{reported[2]:.2f}", hint)
    again = [losses["loss"] for losses in experiment.held_out_losses.values()]
    _check_recomputed(experiment.epochs, again, reported)
    print(f"Task 2B looks right: the training loss is {_show(reported)} after 5, 10 and 30 epochs.")
    if again:
        print(f"The saved weights agree: on the test images, held out of training, they give {_show(again)}.")
    else:
        print("Without the test images the saved weights could not be measured again.")


def _check_recomputed(epochs: Sequence[int], held_out: Sequence[float], reported: Sequence[float]) -> None:
    for epoch, again, loss in zip(epochs, held_out, reported, strict=False):  # without test images, none
        if not abs(again - loss) < 15:  # held-out images and epoch means: a few nats apart
            what = f"Task 2B: the loss after {epoch} epochs, recomputed from the saved weights"
            _fail(
                what,
                f"near the {loss:.1f} that the run reports",
                f"{again:.1f}",
                "Are the returned losses what is trained on?",
            )


@contextlib.contextmanager
def _task(name: str) -> Iterator[None]:
    """Say which task is unwritten, in place of a traceback; any other error is left as it is."""
    try:
        yield
    except NotImplementedError as error:
        said = re.search(r"Task \w+: write[^\n\x1b]*", str(error))  # Keras wraps messages and colours them
        if said:
            raise CheckFailed(f"{name}, is not written yet. {said[0]}") from None
        if "symbolic" in str(error):
            _fail(name, "TensorFlow's or Keras's own operations", "numpy, which a graph can't run", _IN_GRAPH)
        if "`call()`" in str(error):
            hint = "Write the whole step here, with `self.encoder` and `self.decoder`."
            _fail(name, "a step of your own", "a call of the model itself, or Keras's own `train_step`", hint)
        raise


_IN_GRAPH = (
    "`fit` compiles the step to a graph, a program of TensorFlow's operations: use `tf` or `ops` for `np`, `float()` "
    "and `.numpy()`, in the losses too."
)


def _fail(what: str, expected: object, got: object, hint: str) -> NoReturn:
    raise CheckFailed(f"{what}.\n  expected: {expected}\n  got:      {got}\n  hint:     {hint}")


def _compare(what: str, got: Any, expected: Any, rtol: float, hints: Mapping[str, Any]) -> None:
    """Fail unless `got` is within `rtol` of `expected`; name the mistake if it is one of `hints`."""
    scale = np.abs(expected) + 1e-6
    if np.all(np.abs(np.asarray(got) - expected) <= rtol * scale):
        return
    known = [name for name, wrong in hints.items() if np.allclose(got, wrong, rtol=max(rtol, 0.01), atol=0.01)]
    hint = f"That is {known[0]}." if known else "Compare your code with the formula of the task, term by term."
    _fail(what, _show(expected), _show(got), hint)


def _array(value: Any, name: str, shape: tuple[int, ...] | None) -> Array:
    """`value` as float64; its shape is reported before its values."""
    if value is None:
        raise CheckFailed(f"{name}: expected numbers, got None. Is there a `return`?")
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise CheckFailed(f"{name}: expected numbers, got {type(value).__name__}.") from None
    if shape is not None and array.shape != shape:
        _fail(f"the shape of {name}", shape, array.shape, "One row for each row of the inputs.")
    if not np.all(np.isfinite(array)):
        _fail(
            name,
            "finite numbers",
            "some that are infinite or not a number",
            "Look for log(0) or an exp that overflows.",
        )
    return array


def _number(value: Any, name: str) -> float:
    array = _array(value, name, None)
    if array.size != 1:
        _fail(
            f"Task 1B: the shape of {name}",
            "() (one number)",
            array.shape,
            "Take the mean over the batch at the end.",
        )
    return float(array.reshape(()))


def _show(numbers: Any) -> str:
    values = np.atleast_1d(numbers)
    places = 4 if np.abs(values).max() < 2 else 2
    shown = [f"{value:.{places}f}" for value in values]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


# -- figures ---------------------------------------------------------------------------------------

# A colour for each digit: tests/test_figures.py measures how far they are apart for each kind of colour vision. No
# figure needs its colours to be read.
COLOURS = (
    "#031F5C",
    "#6A605A",
    "#BCB899",
    "#FC9F38",
    "#BB4D01",
    "#9B99FE",
    "#692C00",
    "#D693CE",
    "#1B0300",
    "#0A5BD0",
)
INK, PAPER, LINE = "#1a1a1a", "#ffffff", "#707070"  # of words, background, frames and axes
LOSS, RECONSTRUCTION, KL = "#2F6DBD", "#B84A00", "#0A7A5C"  # of curves, and of their names
WIDTH_PX = 900  # of every figure, in CSS pixels: letters of 12 points are shown with 12 points
TEXT_PT = 12
DOTS_PER_PX = 1.6  # of a picture, for a CSS pixel
MEAN_IMAGE_LOSS = 206.03  # MNIST, nats per image: the mean training image as every reconstruction
FigureAndText = tuple[Any, str]  # a figure of Matplotlib, and its text for who can't see it


def plot_losses(experiment: Experiment) -> None:
    """Draw the losses of the epochs, and those of the snapshots on the held-out test images."""
    _show_figure(*losses_figure(experiment))


def losses_figure(experiment: Experiment) -> FigureAndText:
    """The losses over the epochs. The first epochs are cut off, so that what follows can be seen, and told in words."""
    held_out = experiment.held_out_losses
    figure, page = _canvas(450)
    axes = [figure.add_axes((x, 0.4, 0.41, 0.52)) for x in (0.075, 0.565)]
    _curve(axes[0], experiment, held_out, "loss", "-", LOSS)
    _curve(axes[0], experiment, held_out, "reconstruction_loss", "--", RECONSTRUCTION)
    _curve(axes[1], experiment, held_out, "kl_loss", "-", KL)
    _cut(axes[0], experiment, held_out, ("loss", "reconstruction_loss"), shown_from=3)
    _cut(axes[1], experiment, held_out, ("kl_loss",), shown_from=experiment.epochs[0])
    if experiment.data_source == "mnist":
        axes[0].axhline(MEAN_IMAGE_LOSS, color=LINE, linewidth=1, linestyle=":")
        _write(
            axes[0], experiment.epochs[-1], MEAN_IMAGE_LOSS - 1, "always the mean image: 206", ha="right", va="top"
        )
    for one, title in zip(axes, ("Loss = reconstruction + KL", "KL alone, on a scale of its own"), strict=True):
        one.set_title(title, loc="left", fontsize=TEXT_PT, color=INK)
        one.set_xlabel("epoch", fontsize=TEXT_PT, color=INK)
        one.set_xticks((1, *experiment.epochs))
        one.tick_params(color=LINE, labelsize=TEXT_PT, labelcolor=INK)
        one.spines[:].set_color(LINE)
        one.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("nats per image", fontsize=TEXT_PT, color=INK)
    told = _table_of_losses(page, experiment, held_out)
    return figure, f"Curves of the losses over the epochs, in nats per image. {told}"


def _curve(
    axes: Any, experiment: Experiment, held_out: Mapping[int, Any], name: str, line: str, colour: str
) -> None:
    values = experiment.history[name]
    axes.plot(np.arange(1, len(values) + 1), values, line, color=colour, linewidth=2)
    snapshots = list(experiment.epochs)
    axes.plot(snapshots, [values[k - 1] for k in snapshots], "o", color=colour, markersize=6)
    if held_out:
        squares = [held_out[k][name] for k in snapshots]
        axes.plot(snapshots, squares, "s", color=colour, markerfacecolor="none", markersize=8, markeredgewidth=1.5)
    at, above = len(values) * 2 // 3, name == "loss"
    place = {"xytext": (0, 9 if above else -9), "textcoords": "offset points", "va": "bottom" if above else "top"}
    axes.annotate(_NAMES[name], (at, values[at - 1]), ha="center", color=colour, fontsize=TEXT_PT, **place)


_NAMES = {"loss": "loss", "reconstruction_loss": "reconstruction", "kl_loss": "KL"}


def _cut(
    axes: Any, experiment: Experiment, held_out: Mapping[int, Any], names: Sequence[str], shown_from: int
) -> None:
    """Scale the axes to the epochs from `shown_from` on; say what is cut off."""
    epochs = len(experiment.history[names[0]])
    shown = np.concatenate([experiment.history[name][min(shown_from, epochs) - 1 :] for name in names])
    shown = np.append(shown, [losses[name] for losses in held_out.values() for name in names])
    if "loss" in names and experiment.data_source == "mnist":
        shown = np.append(shown, MEAN_IMAGE_LOSS)
    low, high = float(shown.min()), float(shown.max())
    room = 0.12 * (high - low) + 1e-6
    axes.set_ylim(low - room, high + room)
    above = [float(value) for value in experiment.history[names[0]] if value > high + room]
    if above:
        count = len(above)
        which = "epoch 1 lies" if count == 1 else f"epochs 1 {'and' if count == 2 else 'to'} {count} lie"
        words = f"{which} above:{' ' if count < 3 else chr(10)}{', '.join(f'{value:.1f}' for value in above)}"
        _write(axes, 0.99, 0.99, words, ha="right", va="top", transform=axes.transAxes)


def _table_of_losses(page: Any, experiment: Experiment, held_out: Mapping[int, Any]) -> str:
    """Write the snapshots' losses below the curves; return them as sentences."""
    columns, top, told = np.linspace(300, 780, len(experiment.epochs)), 360, []
    kinds = {"training": ("●", -52), "held-out": ("□", 52)} if held_out else {"training": ("●", 0)}
    for x, k in zip(columns, experiment.epochs, strict=True):
        _write(page, x, top, f"{k} epochs", ha="center", fontweight="bold")
        for kind, (mark, dx) in kinds.items():
            losses = held_out[k] if kind == "held-out" else {n: experiment.history[n][k - 1] for n in LOSSES}
            _write(page, x + dx, top + 22, f"{mark} {kind}", ha="center")
            for row, name in enumerate(LOSSES):
                _write(page, x + dx, top + 44 + 20 * row, f"{losses[name]:.2f}", ha="center")
            numbers = ", ".join(f"{_NAMES[name]} {losses[name]:.2f}" for name in LOSSES)
            told.append(f"After {k} epochs, {kind} digits: {numbers}.")
    for row, name in enumerate(LOSSES):
        _write(page, 60, top + 44 + 20 * row, _NAMES[name])
    _write(page, 60, top + 22, "nats per image")
    return " ".join(told)


def plot_latent_space(experiment: Experiment, x_test: Array, y_test: Array, count: int = 2000) -> None:
    """Draw z_mean of the same `count` test digits at each snapshot: all together, and each class by itself."""
    means = {k: experiment.encode(k, x_test[:count])[0] for k in experiment.epochs}
    _show_figure(*latent_space_figure(means, y_test[:count]))


def latent_space_figure(means: Mapping[int, Array], y: Array) -> FigureAndText:
    """z_mean (batch, 2) at each snapshot, with labels y (batch,): a panel for all classes, and a small one for each.

    All panels share one pair of axes, which takes a small part of the time of many.
    """
    side, gap, small = 268.0, 28.0, 78.0  # of panels, in CSS pixels
    reach = max(3.0, 1.05 * max(float(np.quantile(np.abs(mean), 0.998)) for mean in means.values()))
    top = 34 + side + 92
    height = int(top + (small + 4) * len(means) + 28)
    figure, page = _canvas(height)
    panels = [_Panel(page, (36 + (side + gap) * number, 34.0), side, reach) for number in range(len(means))]
    medians = {}
    for panel, (k, mean) in zip(panels, means.items(), strict=True):
        panel.frame(labels_left=panel is panels[0])
        panel.points(mean, y)
        medians[k] = np.stack([np.median(mean[y == digit], axis=0) for digit in range(10)])
        _write(page, panel.corner[0] + side / 2, 24, f"{k} epochs", ha="center", fontsize=TEXT_PT + 2)
    _outlines(page, panels)
    _write_digits(page, panels, np.stack([*medians.values()]))
    told = f"z_mean of the same {len(y)} test digits; circles: 1, 2, 3 deviations of N(0, I)"
    _write(page, WIDTH_PX / 2, 34 + side + 46, told, ha="center")
    _write(page, WIDTH_PX / 2, height - 8, "one digit in each panel, before the grey shape of all", ha="center")
    _classes_alone(page, means, y, reach, (78, top), small)
    where = ", ".join(f"{digit} at ({x:.1f}, {y:.1f})" for digit, (x, y) in enumerate(medians[max(medians)]))
    text = (
        f"Scatter plots of the latent space, coloured by class, and below them a small one for each digit. {told}."
    )
    return figure, f"{text} Medians in the last panel: {where}."


class _Panel:
    """A square of a page, `side` CSS pixels wide with its upper left at `corner`, that shows z within ±`reach`."""

    def __init__(self, page: Any, corner: tuple[float, float], side: float, reach: float) -> None:
        self.page, self.corner, self.side, self.reach = page, corner, side, reach

    def at(self, z: Array) -> Array:
        """Where z (n, 2) lies on the page, (n, 2); what lies outside of the panel is put on its edge."""
        return np.array(self.corner) + self.side / 2 * (
            1 + np.clip(z, -self.reach, self.reach) * [1, -1] / self.reach
        )

    def points(self, z: Array, y: Array) -> None:
        """Draw z (n, 2), coloured by class; in one order, so that no class covers another because it comes later."""
        from matplotlib.colors import to_rgba_array

        order = np.random.default_rng(0).permutation(len(y))
        order = order[np.abs(z[order]).max(axis=1) <= self.reach]
        self.page.scatter(*self.at(z[order]).T, s=7, c=to_rgba_array(COLOURS)[y[order]], linewidths=0)

    def frame(self, labels_left: bool = True) -> None:
        """Draw the ticks, and the circles of one, two and three deviations of the prior."""
        from matplotlib.collections import LineCollection

        circles = [self.at(radius * _CIRCLE) for radius in (1, 2, 3) if radius <= self.reach]
        self.page.add_collection(LineCollection(circles, colors=LINE, linewidths=0.9, linestyles="dotted"))
        (left, top), side, lines = self.corner, self.side, []
        for tick in _round_ticks(self.reach):
            x, y = self.at(np.array([[tick, tick]]))[0]
            words = f"{tick:g}".replace("-", "−")
            lines += [[(x, top + side), (x, top + side + 4)], [(left - 4, y), (left, y)]]
            _write(self.page, x, top + side + 20, words, ha="center")
            if labels_left:
                _write(self.page, left - 7, y, words, ha="right", va="center")
        self.page.add_collection(LineCollection(lines, colors=LINE, linewidths=1))

    def prior(self) -> None:
        """Draw two deviations of the prior as a circle that can't be overlooked."""
        for colour, width in ((PAPER, 4), (INK, 2)):
            self.page.plot(*self.at(2 * _CIRCLE).T, color=colour, linewidth=width, zorder=3)


_CIRCLE = np.stack([np.cos(np.linspace(0, 2 * np.pi, 100)), np.sin(np.linspace(0, 2 * np.pi, 100))], axis=1)


def _outlines(page: Any, panels: Sequence[_Panel]) -> None:
    """Draw the frames of panels."""
    from matplotlib.collections import LineCollection

    corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
    frames = [panel.corner + panel.side * corners for panel in panels]
    page.add_collection(LineCollection(frames, colors=LINE, linewidths=1))


def _write_digits(page: Any, panels: Sequence[_Panel], medians: Array) -> None:
    """Write each class's digit at its median in each panel, (panels, 10, 2), or near it with a line to it."""
    from matplotlib.collections import LineCollection

    spots = np.stack([panel.at(z) for panel, z in zip(panels, medians, strict=True)])
    places = _apart(spots, 24)
    segments = np.stack([spots, places], axis=2).reshape(-1, 2, 2)
    for colours, width in ((PAPER, 4), (COLOURS * len(panels), 2)):
        page.add_collection(LineCollection(segments, colors=colours, linewidths=width, zorder=3))
    _discs(page, places.reshape(-1, 2))


def _round_ticks(reach: float) -> Array:
    """Few round numbers between -reach and reach, 0 among them: multiples of 1, 2 or 5 times a power of ten."""
    power = 10 ** np.floor(np.log10(reach) - 0.5)
    step = next(one * power for one in (1, 2, 5, 10, 20, 50) if reach / (one * power) < 3)
    count = np.floor(reach / step)
    return np.arange(-count, count + 1) * step


def _discs(page: Any, places: Array) -> None:
    """Write the digits 0 to 9 in black or white on discs of their colours, at places (10, 2), or more tens of them."""
    page.scatter(*places.T, s=230, c=COLOURS * (len(places) // 10), edgecolors=PAPER, linewidths=1.5, zorder=4)
    style = {"ha": "center", "va": "center_baseline", "fontweight": "bold", "zorder": 5}
    for number, place in enumerate(places):
        digit = number % 10
        _write(page, *place, str(digit), color=letters_on(COLOURS[digit]), **style)


def letters_on(colour: str) -> str:
    """Black or white: the one whose contrast with `colour` ("#RRGGBB") is larger, which is always 4.58 or more."""
    levels = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    return "#000000" if linear @ [0.2126, 0.7152, 0.0722] > 0.179 else "#ffffff"


def _apart(points: Array, distance: float) -> Array:
    """Places near `points`, (panels, n, 2), at least about `distance` from each other, so that no label hides another."""
    count = points.shape[-2]
    places = points.astype(float) + 1e-3 * np.arange(count)[:, None] * [1, -1]
    for _ in range(200):
        gap = places[:, :, None] - places[:, None]  # (panels, n, n, 2)
        length = np.hypot(gap[..., 0], gap[..., 1]) + np.eye(count)
        step = np.einsum("pij,pijk->pik", np.maximum(distance / length - 1, 0) / 4, gap)
        places += step
        if np.abs(step).max() < 0.01:  # of a pixel
            break
    return places


def _classes_alone(
    page: Any, means: Mapping[int, Array], y: Array, reach: float, corner: tuple[float, float], side: float
) -> None:
    """A row of small panels for each snapshot: one digit's z_mean in each, before the grey shape of all of them."""
    columns, step, panels, points = np.arange(10), side + 4, [], []
    _discs(page, np.stack([corner[0] + side / 2 + step * columns, np.full(10, corner[1] - 14)], axis=1))
    for row, (k, mean) in enumerate(means.items()):
        top = corner[1] + row * step
        _write(page, corner[0] - 8, top + side / 2, f"{k}\nepochs", ha="right", va="center")
        extent = (corner[0], corner[0] + 10 * step, top + step, top)
        shape = np.pad(_density(mean, reach, int(side)), ((0, 4), (0, 4), (0, 0)))
        page.imshow(np.tile(shape, (1, 10, 1)), extent=extent, aspect="auto", interpolation="nearest")
        panels += [_Panel(page, (corner[0] + step * digit, top), side, reach) for digit in columns]
        points += [panels[10 * row + digit].at(mean[y == digit]) for digit in columns]
    page.scatter(*np.concatenate(points).T, s=3, c=INK, linewidths=0)
    _outlines(page, panels)


def _density(z: Array, reach: float, bins: int = 78) -> Array:
    """A grey picture (bins, bins, 4) of where the points z (n, 2) lie, darker where they are dense."""
    edges = np.linspace(-reach, reach, bins + 1)
    counts = np.histogram2d(-z[:, 1], z[:, 0], bins=(edges, edges))[0]
    kernel = np.exp(-0.5 * (np.subtract.outer(np.arange(bins), np.arange(bins)) / 3) ** 2)
    counts = kernel @ counts @ kernel
    picture = np.full((bins, bins, 4), 0.5)
    picture[..., 3] = np.select([counts > 0.2 * counts.max(), counts > 0.01 * counts.max()], [0.5, 0.25])
    return picture


def plot_digits(experiment: Experiment) -> None:
    """Draw the images that each snapshot's decoder makes of the same latent points."""
    _show_figure(*digits_figure(experiment))


def digits_figure(experiment: Experiment) -> FigureAndText:
    """The images that each snapshot makes of `z_samples`, (n, 2): a row for each snapshot, a column for each z."""
    points = experiment.z_samples
    rows = {f"{k}\nepochs": experiment.decode(k, points) for k in experiment.epochs}
    numbers = [str(number) for number in range(1, len(points) + 1)]
    feet = ["\n".join(f"{value:.2f}".replace("-", "−") for value in z) for z in points]
    figure = _rows_of_images(
        rows, numbers, feet, "Every column is one z, drawn from N(0, I); below it z[0] and z[1]"
    )
    where = ", ".join(f"{number} ({z[0]:.2f}, {z[1]:.2f})" for number, z in zip(numbers, points, strict=True))
    text = f"Generated digits, a row for each of {experiment.epochs} epochs and a column for each z."
    return figure, f"{text} The z of the columns: {where}."


def plot_reconstructions(experiment: Experiment, x_test: Array, y_test: Array) -> None:
    """Draw the first test digit of each class, and what every snapshot's decoder makes of its z_mean."""
    _show_figure(*reconstructions_figure(experiment, x_test, y_test))


def reconstructions_figure(experiment: Experiment, x: Array, y: Array) -> FigureAndText:
    """The first of x (batch, 28, 28, 1) of each class in y (batch,), above each snapshot's reconstruction of it."""
    originals = x[[int(np.argmax(y == digit)) for digit in range(10)]]
    rows = {"original": originals}
    rows |= {f"{k}\nepochs": experiment.decode(k, experiment.encode(k, originals)[0]) for k in experiment.epochs}
    figure = _rows_of_images(rows, [str(digit) for digit in range(10)], [], "Every column is one test digit")
    return figure, f"Ten test digits, 0 to 9, and below each its reconstructions after {experiment.epochs} epochs."


def plot_interpolation(
    experiment: Experiment, x_test: Array, y_test: Array, first: int = 1, last: int = 0
) -> None:
    """Draw what lies between a test digit of class `first` and one of class `last`: ten steps on a straight line."""
    _show_figure(*interpolation_figure(experiment, x_test, y_test, first, last))


def interpolation_figure(
    experiment: Experiment, x: Array, y: Array, first: int = 1, last: int = 0
) -> FigureAndText:
    """Images decoded along the line from z_mean of a digit of class `first` to that of one of class `last`."""
    missing = [digit for digit in (first, last) if digit not in y]
    if missing:
        raise LabError(f"there is no test digit of class {missing[0]}: choose two of 0 to 9")
    ends = x[[int(np.argmax(y == digit)) for digit in (first, last)]]
    share = np.linspace(0, 1, 10)[:, None]
    rows = {}
    for k in experiment.epochs:
        start, end = experiment.encode(k, ends)[0]
        steps = experiment.decode(k, (1 - share) * start + share * end)
        rows[f"{k}\nepochs"] = np.concatenate([ends[:1], steps, ends[1:]])
    heads = ["from", *(f"{100 * part:.0f} %" for part in share[:, 0]), "to"]
    told = f"From a {first} to a {last} on a straight line of the plane; outermost: the two test digits themselves"
    text = f"Interpolations between a {first} and a {last} in ten steps, a row for each of {experiment.epochs} epochs."
    return _rows_of_images(rows, heads, [], told), text


def plot_plane(experiment: Experiment, count: int = 9) -> None:
    """Draw the images that each snapshot's decoder makes of a grid of count × count points of the plane."""
    _show_figure(*plane_figure(experiment, count))


def plane_figure(experiment: Experiment, count: int = 9) -> FigureAndText:
    """The decoded plane at each snapshot: each image stands for an equal share of all draws from N(0, I)."""
    side, gap = 266.0, 26.0
    ticks = np.array([NormalDist().inv_cdf((number + 0.5) / count) for number in range(count)])
    grid = np.stack(np.meshgrid(ticks, ticks[::-1]), axis=-1)  # (row, column, 2): z[1] grows upwards
    figure, page = _canvas(int(34 + side + 60))
    for number, k in enumerate(experiment.epochs):
        left, top = 44 + (side + gap) * number, 34.0
        images = experiment.decode(k, grid.reshape(-1, 2)).reshape(count, count, 28, 28)
        _image(page, images.swapaxes(1, 2).reshape(28 * count, 28 * count, 1), left, top, side, "antialiased")
        _write(page, left + side / 2, 24, f"{k} epochs", ha="center", fontsize=TEXT_PT + 2)
        for place in (0, count // 4, count // 2, count - 1 - count // 4, count - 1):
            words, middle = f"{ticks[place]:.1f}".replace("-", "−"), side * (place + 0.5) / count
            _write(page, left + middle, top + side + 18, words, ha="center")
            if number == 0:
                _write(page, left - 4, top + side - middle, words, ha="right", va="center")
    told = f"Across z[0], upwards z[1]; each image stands for 1 in {count**2} draws of z from N(0, I)"
    _write(page, WIDTH_PX / 2, 34 + side + 50, told, ha="center")
    return figure, f"The decoded plane after {experiment.epochs} epochs, {count} by {count} images each. {told}."


def plot_without_kl(experiment: Experiment, x_train: Array, x_test: Array, y_test: Array) -> None:
    """Train the same networks without noise and KL on x_train, and draw both planes, and what both make of the same z.

    This takes less than a minute, once for a kernel. Nothing of it is handed in.
    """
    plain = _without_kl(experiment, x_train)
    _show_figure(*without_kl_figure(experiment, plain, x_test[:2000], y_test[:2000]))


def without_kl_figure(experiment: Experiment, plain: Experiment, x: Array, y: Array) -> FigureAndText:
    """The planes of an autoencoder without KL and of the run's last snapshot, and ten draws of z decoded by both."""
    figure, page = _canvas(568)
    names = {"Without KL and noise": plain, f"Your run, {experiment.epochs[-1]} epochs": experiment}
    told = []
    for left, (name, run) in zip((60.0, 510.0), names.items(), strict=True):
        mean = run.encode(run.epochs[-1], x)[0]
        panel = _Panel(page, (left + 30, 40.0), 300, max(3.0, 1.05 * float(np.quantile(np.abs(mean), 0.998))))
        panel.frame()
        panel.points(mean, y)
        _outlines(page, [panel])
        _write_digits(page, [panel], np.stack([[np.median(mean[y == digit], axis=0) for digit in range(10)]]))
        panel.prior()
        _write(page, left + 180, 28, name, ha="center", fontsize=TEXT_PT + 2)
        for number, image in enumerate(run.decode(run.epochs[-1], experiment.z_samples)):
            _image(page, image, left + 72 * (number % 5), 410 + 72 * (number // 5), 72)
        within = np.quantile(np.linalg.norm(mean, axis=1), 0.9)
        told.append(f"{name}: nine in ten z_mean lie within {within:.1f} of 0")
    words = "heavy circle: two deviations of N(0, I); below: the same ten draws of it, decoded"
    _write(page, WIDTH_PX / 2, 396, words, ha="center")
    return figure, f"Two latent planes, and ten digits decoded from the same z by each. {'; '.join(told)}."


PLAIN_EPOCHS = 3
_plain: dict[str, Experiment] = {}  # by the digest of the training images


def _without_kl(experiment: Experiment, x_train: Array) -> Experiment:
    """An autoencoder of the VAE's size, trained on the reconstruction alone: an experiment whose z_log_var is 0."""
    digest = data_digest(x_train)
    if digest not in _plain:
        print(
            f"A plain autoencoder is trained for comparison, {PLAIN_EPOCHS} epochs. It is not part of the hand-in."
        )
        encoder, decoder = _train_plain(np.reshape(x_train, (-1, PIXELS)))
        encoder += [np.zeros((512, 2), np.float32), np.zeros(2, np.float32)]
        snapshots = {"encoders": {PLAIN_EPOCHS: encoder}, "decoders": {PLAIN_EPOCHS: decoder}}
        _plain[digest] = replace(experiment, epochs=(PLAIN_EPOCHS,), **snapshots)
    return _plain[digest]


def _train_plain(pixels: Array, batch_size: int = 512) -> tuple[list[Array], list[Array]]:
    """Train encoder and decoder on images (n, 784) to give each back; returns their weights."""
    import keras

    def network(inputs: int, outputs: int, activation: str | None) -> Any:
        ends = keras.layers.Dense(512, activation="relu"), keras.layers.Dense(outputs, activation=activation)
        return keras.Sequential([keras.Input((inputs,)), *ends])

    encoder, decoder = network(PIXELS, 2, None), network(2, PIXELS, "sigmoid")
    model = keras.Sequential([encoder, decoder])
    model.compile(optimizer=keras.optimizers.Adam(2e-3), loss="binary_crossentropy")
    steps = math.ceil(len(pixels) / batch_size)
    progress, done = _Progress(0, PLAIN_EPOCHS, steps), iter(range(PLAIN_EPOCHS * steps))

    def show(batch: int, logs: Any = None) -> None:
        epoch, step = divmod(next(done), steps)
        progress.show(epoch, step + 1, {})

    callbacks = [keras.callbacks.LambdaCallback(on_train_batch_end=show)]
    model.fit(pixels, pixels, batch_size=batch_size, epochs=PLAIN_EPOCHS, verbose=0, callbacks=callbacks)
    progress.close()
    return encoder.get_weights(), decoder.get_weights()


def plot_images(images: Any, told: str = "") -> None:
    """Draw up to ten images, (n, 28, 28, 1), (n, 28, 28) or (n, 784), side by side, and a line of words below."""
    _show_figure(*images_figure(images, told))


def images_figure(images: Any, told: str = "") -> FigureAndText:
    """Up to ten images, numbered, in a row."""
    shown = np.asarray(images, np.float32)[:10].reshape(-1, 28, 28, 1)
    figure = _rows_of_images({"": shown}, [str(number + 1) for number in range(len(shown))], [], told)
    return figure, f"{len(shown)} images side by side. {told}".strip()


def _rows_of_images(rows: Mapping[str, Array], heads: Sequence[str], feet: Sequence[str], told: str) -> Any:
    """Draw named rows of images, (n, 28, 28, 1) each, with words above and below every column and a line below all."""
    left, gap = 76, 4
    side = min(84.0, (WIDTH_PX - left) / max(1, len(heads)) - gap)
    lines = max((foot.count("\n") + 1 for foot in feet), default=0)
    height = 28 + len(rows) * (side + gap) + 19 * lines + 34
    figure, page = _canvas(int(height))
    for number, (name, images) in enumerate(rows.items()):
        top = 28 + number * (side + gap)
        _write(page, left - 10, top + side / 2, name, ha="right", va="center")
        for column, image in enumerate(images):
            _image(page, image, left + column * (side + gap), top, side)
    for column, head in enumerate(heads):
        _write(page, left + column * (side + gap) + side / 2, 18, head, ha="center", fontweight="bold")
    for column, foot in enumerate(feet):
        middle = left + column * (side + gap) + side / 2
        _write(page, middle, 30 + len(rows) * (side + gap), foot, ha="center", va="top", linespacing=1.2)
    _write(page, left, height - 10, told)
    return figure


def _image(page: Any, image: Array, left: float, top: float, side: float, interpolation: str = "nearest") -> None:
    """A grey image (height, width, 1), 0 to 1, as a square of the page; black where it is 1."""
    extent = (left, left + side, top + side, top)
    page.imshow(image[..., 0], _greys(), vmin=0, vmax=1, extent=extent, aspect="auto", interpolation=interpolation)


@functools.cache
def _greys() -> Any:
    """White at 0, black at 1: one map for all images, as each that is asked for by its name makes its table anew."""
    from matplotlib import colormaps

    return colormaps["gray_r"]


def _canvas(height_px: int) -> tuple[Any, Any]:
    """A figure, and its page: axes that count in CSS pixels from the upper left corner."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_PX / 96, height_px / 96), dpi=96 * DOTS_PER_PX, facecolor=PAPER)
    FigureCanvasAgg(figure)
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH_PX), ylim=(height_px, 0), autoscale_on=False)
    page.axis("off")
    return figure, page


def _write(axes: Any, x: float, y: float, words: str, **style: Any) -> None:
    """Write words on a page or on axes, with TEXT_PT points where no size is given."""
    axes.text(x, y, words, **{"fontsize": TEXT_PT, "color": INK, **style})


def png(figure: Any) -> bytes:
    """The figure as a PNG file."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=96 * DOTS_PER_PX)
    return buffer.getvalue()


# The page of a dark notebook shows figures with light and dark exchanged and hues kept: white becomes #111111.
DARK_PAGE = """<style>@media screen {
 :is([data-jp-theme-light="false"], .vscode-dark, html[theme="dark"]) img.vaekit {
  filter: invert(0.9333) hue-rotate(180deg); }
}</style>"""


def _show_figure(figure: Any, alt: str) -> None:
    """Show a figure with its alternative text, which JupyterLab gives to an `<img>` of HTML but to no PNG."""
    from IPython.display import display

    encoded = base64.b64encode(_few_colours(png(figure))).decode("ascii")
    picture = f'<img class="vaekit" src="data:image/png;base64,{encoded}" width="{WIDTH_PX}" alt="{escape(alt)}">'
    metadata = {"image/png": {"width": WIDTH_PX, "alt": alt}}
    bundle = {"image/png": encoded, "text/html": picture + DARK_PAGE, "text/plain": alt}
    display(bundle, metadata=metadata, raw=True)


def _few_colours(encoded: bytes) -> bytes:
    """The PNG with 64 colours, or 12 greys: a small part of the size, for a notebook that holds it twice."""
    from PIL import Image, ImageChops

    buffer = io.BytesIO()
    with Image.open(io.BytesIO(encoded)) as opened:
        picture = opened.convert("RGB")
    red, green, blue = picture.split()
    grey = not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    picture.quantize(12 if grey else 64).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
