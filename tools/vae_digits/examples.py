"""Write `examples/submitted/`: submissions as students would hand them in, made from the release.

python -m tools.vae_digits.examples            all notebooks, the trained ones executed on the stand-in data (minutes)
python -m tools.vae_digits.examples --quick    only those that need no training
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
NAME = "vae-digits"
TARGET = ROOT / "examples" / "submitted"

SAMPLING = '''class Sampling(layers.Layer):
    """Reparameterisation: the noise comes from outside, so gradients pass."""

    def call(self, inputs):
        z_mean, z_log_var = inputs
        noise = tf.random.normal(tf.shape(z_mean))
        return z_mean + tf.exp(z_log_var / 2) * noise
'''
LOSSES = """def reconstruction_loss(data, reconstruction):
    data = tf.reshape(data, (-1, 784))
    reconstruction = tf.reshape(reconstruction, (-1, 784))
    # Keras averages over the pixels; the sum is 784 times that
    return 784 * tf.reduce_mean(keras.losses.binary_crossentropy(data, reconstruction))


def kl_loss(z_mean, z_log_var):
    per_latent = 0.5 * (z_mean**2 + tf.exp(z_log_var) - 1 - z_log_var)
    return tf.reduce_mean(tf.reduce_sum(per_latent, axis=-1))
"""
TRAIN_STEP = """class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.total = keras.metrics.Mean(name="total")
        self.reconstruction = keras.metrics.Mean(name="reconstruction")
        self.kl = keras.metrics.Mean(name="kl")

    @property
    def metrics(self):
        return [self.total, self.reconstruction, self.kl]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data, training=True)
            image = self.decoder(z, training=True)
            rec = reconstruction_loss(data, image)
            kl = kl_loss(z_mean, z_log_var)
            total = rec + kl
        grads = tape.gradient(total, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        self.total.update_state(total)
        self.reconstruction.update_state(rec)
        self.kl.update_state(kl)
        return {
            "loss": self.total.result(),
            "reconstruction_loss": self.reconstruction.result(),
            "kl_loss": self.kl.result(),
        }
"""
GENERATE = """def generate_digits(decoder, n=10):
    z = np.random.normal(size=(n, LATENT_DIM)).astype("float32")
    return decoder.predict(z, verbose=0)
"""
ALL = {"sampling": SAMPLING, "losses": LOSSES, "train-step": TRAIN_STEP, "generate": GENERATE}
LATENT_TEXT = (
    "After 5 epochs the digits form one cloud with 0 and 1 at its borders. At 10 epochs most classes have a "
    "region of their own, and at 30 the regions are narrower, but 4, 7 and 9 still lie on each other. The "
    "reconstruction loss fell all the time, while the KL loss did not: the model uses z more, and pays for it."
)
QUALITY_TEXT = (
    "The first row (5 epochs) shows grey blobs, some of which look like a 0 or a 9. In the second row strokes can "
    "be followed, in the third they are darker and a little thinner. All three stay blurred. With only two latent "
    "numbers a 4 and a 9 with the same slant get the same code, and the decoder draws their mean."
)
TEXTS = {"latent-writeup": LATENT_TEXT, "quality-writeup": QUALITY_TEXT}


@dataclass(frozen=True)
class Example:
    """One submission: cells by grade_id, cells added behind the imports, and what happened to the file."""

    cells: dict[str, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    trained: bool = False
    strip_metadata: bool = False


EXAMPLES = {
    # complete: every part right, the experiment run, both texts written
    "ada": Example({**ALL, **TEXTS}, trained=True),
    # partly done: sampling and losses, the rest untouched
    "ben": Example({"sampling": SAMPLING, "losses": LOSSES}),
    # untouched
    "cem": Example(),
    # wrong in known ways: the variance for the deviation, the mean over the latents, the mean decoded, uniform z
    "dora": Example(
        {
            "sampling": SAMPLING.replace("tf.exp(z_log_var / 2)", "tf.exp(z_log_var)"),
            "losses": LOSSES.replace("tf.reduce_sum(per_latent, axis=-1)", "per_latent"),
            "train-step": TRAIN_STEP.replace("self.decoder(z, ", "self.decoder(z_mean, "),
            "generate": GENERATE.replace("np.random.normal(size=", "np.random.uniform(-1, 1, size="),
            **TEXTS,
        }
    ),
    # right, but the editor stripped all metadata; the experiment was run
    "eli": Example({**ALL, **TEXTS}, trained=True, strip_metadata=True),
    # right, with an added cell whose import the answers need
    "fay": Example(
        {
            **ALL,
            "sampling": SAMPLING.replace("tf.exp(z_log_var / 2)", "tf.exp(z_log_var / TWO)"),
            "generate": GENERATE.replace("np.random.normal", "default_rng().normal"),
        },
        added=("from numpy.random import default_rng\n\nTWO = 2.0",),
    ),
    # right, but an added cell crashes, and a given cell was changed
    "gus": Example(
        {
            **ALL,
            "given-constants": "LATENT_DIM = 2\nINTERMEDIATE_DIM = 512\nBATCH_SIZE = 128\nEPOCHS = (5, 10, 15)",
        },
        added=("print(x_train.shape)\nmean_image = x_trian.mean(axis=0)",),
    ),
    # right, with a training of 300 epochs left in a cell
    "hana": Example(
        {
            **ALL,
            "train-step": TRAIN_STEP + "\n\nvae = VAE(build_encoder(), build_decoder())\n"
            'vae.compile("adam")\nvae.fit(x_train, epochs=300, batch_size=16)\n',
        }
    ),
    # wrong: only the last batch is reported, and the pixel mean makes the model collapse
    "ivo": Example(
        {
            **ALL,
            "losses": LOSSES.replace("return 784 * ", "return "),
            "train-step": TRAIN_STEP.replace("self.total.result()", "total")
            .replace("self.reconstruction.result()", "rec")
            .replace("self.kl.result()", "kl"),
        }
    ),
}


def write(student: str, example: Example) -> None:
    """Make the student's folder anew; a trained one is executed from top to bottom in a kernel."""
    folder = TARGET / student / NAME
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / f"{NAME}.ipynb"
    notebook = nbformat.read(ROOT / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = example.cells.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""), cell.source)
    first = next(number for number, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    notebook.cells[first + 1 : first + 1] = [
        nbformat.v4.new_code_cell(source, id=f"added-{number}") for number, source in enumerate(example.added)
    ]
    nbformat.write(notebook, path)
    if example.trained:
        _execute(path)
    if example.strip_metadata:
        _strip(path)


def _execute(path: Path) -> None:
    """Run the notebook on the stand-in data beside a copy of `lab.py`; keep its outputs and its evidence."""
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copy(path, scratch)
        shutil.copy(ROOT / "release" / NAME / "lab.py", scratch)
        environment = {name: value for name, value in os.environ.items() if name != "VAEKIT_MNIST"}
        environment |= {"HOME": scratch, "CUDA_VISIBLE_DEVICES": "-1"}  # no cached MNIST: the stand-in is used
        subprocess.run(
            [sys.executable, "-m", "nbconvert", "--to=notebook", "--execute", "--inplace", path.name],
            cwd=scratch,
            env=environment,
            check=True,
        )
        for name in (path.name, "evidence.npz"):
            shutil.copy(Path(scratch) / name, path.parent / name)


def _strip(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata.clear()
    nbformat.write(notebook, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="only those that need no training")
    quick = parser.parse_args().quick
    for student, example in EXAMPLES.items():
        if not (quick and example.trained):
            print(f"writing examples/submitted/{student} …", flush=True)
            write(student, example)


if __name__ == "__main__":
    main()
