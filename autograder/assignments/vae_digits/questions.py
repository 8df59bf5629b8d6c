"""Runs inside the sandbox: asks the student's code for numbers, and hands them on as plain data.

No expected value, no verdict and no reference solution stands here. Each question is a function of `parts`,
whose attributes are the names of the student's notebook. What a question returns is evidence from untrusted
code: the checks, on the other side, judge it.
"""

from __future__ import annotations

import collections
import contextlib
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from drawing import install as draw_nothing  # type: ignore[import-not-found, unused-ignore]
from tensors import (  # type: ignore[import-not-found, unused-ignore]  # of the kit, beside this file in the sandbox
    as_array,
    calculate_in_full_precision,
    constants,
    in_graph,
    plain,
    question,
    shown_as,
    to_numpy,
)
from tensors import loss_gradients as loss_gradients  # questions, too
from tensors import loss_values as loss_values

_STATE: dict[str, Any] = {"namespace": {}}
_MOST_ROWS = 25_600  # of z in such a call: 32 draws for each image of the largest batch


# --- before and after the notebook's cells ---------------------------------------------------------------


def prepare(namespace: dict[str, Any]) -> None:
    """Before the cells: replace what would need the network, plot or train."""
    _STATE["namespace"] = namespace
    sys.modules["lab"] = _Lab("lab")
    draw_nothing()
    for package in (keras, tf.keras):
        package.datasets.mnist.load_data = _small_mnist
    keras.Model.fit = _no_fit
    keras.config.disable_traceback_filtering()  # an error keeps its own words and the student's own line


def ready(namespace: dict[str, Any]) -> None:
    """After the cells: `fit` trains again."""
    _STATE["namespace"] = namespace
    calculate_in_full_precision()
    if keras.Model.__dict__.get("fit") is _no_fit:
        del keras.Model.fit


@shown_as("module")
class _Lab(types.ModuleType):
    """Replaces `lab`: gives a few synthetic digits; every other function does nothing."""

    def load_data(self, *_args: Any, **_keywords: Any) -> tuple[np.ndarray, ...]:
        (x_train, y_train), (x_test, y_test) = _small_mnist()
        scaled = [x[..., None] / np.float32(255) for x in (x_train, x_test)]
        return scaled[0], y_train, scaled[1], y_test

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_args, **_keywords: None


def _small_mnist(*_args: Any, **_keywords: Any) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """512 + 512 images of uint8, (512, 28, 28), and labels."""
    rng = np.random.default_rng(7)
    ramp = np.linspace(0, 255, 28)
    halves = []
    for _ in range(2):
        rows = (rng.uniform(0, 1, (512, 1)) * ramp).astype(np.uint8)
        halves.append((np.repeat(rows[:, :, None], 28, axis=2), rng.integers(0, 10, 512).astype(np.uint8)))
    return halves[0], halves[1]


def _no_fit(model: Any, *_args: Any, **_keywords: Any) -> Any:
    history = keras.callbacks.History()
    history.history = collections.defaultdict(list)
    history.set_model(model)
    return history


# --- sampling --------------------------------------------------------------------------------------------


@question  # type: ignore[untyped-decorator, unused-ignore]
def sample(
    parts: Any,
    z_mean: np.ndarray,
    z_log_var: np.ndarray,
    calls: int = 1,
    training: bool | None = True,
    rows: int | None = None,
) -> dict[str, Any]:
    """z of each call of one layer, run eagerly. `rows` is the size of the batches; None gives all rows at once."""
    layer = parts.Sampling()
    batches = [
        constants(z_mean[start : start + (rows or len(z_mean))], z_log_var[start : start + (rows or len(z_mean))])
        for start in range(0, len(z_mean), rows or len(z_mean))
    ]
    draws = [[plain(layer(inputs, training=training)) for inputs in batches] for _ in range(calls)]
    return {"z": [draw[0] if rows is None else np.concatenate(draw) for draw in draws]}


@question  # type: ignore[untyped-decorator, unused-ignore]
def sample_in_graph(parts: Any, z_mean: np.ndarray, z_log_var: np.ndarray, calls: int) -> dict[str, Any]:
    """z of each call of one graph, traced once with an unknown batch size."""
    layer = parts.Sampling()
    signature = [tf.TensorSpec((None, z_mean.shape[1]))] * 2
    graph = tf.function(lambda m, lv: layer([m, lv], training=True), autograph=False, input_signature=signature)
    inputs = constants(z_mean, z_log_var)
    with in_graph():
        return {"z": [plain(graph(*inputs)) for _ in range(calls)]}


@question  # type: ignore[untyped-decorator, unused-ignore]
def sample_symbolically(parts: Any, cases: Sequence[tuple[np.ndarray, np.ndarray]]) -> dict[str, Any]:
    """z of each case, from a functional model for each latent size, built while the batch size is unknown."""
    models: dict[int, Any] = {}
    found = []
    with in_graph():
        for z_mean, z_log_var in cases:
            latent = z_mean.shape[1]
            if latent not in models:
                inputs = [keras.Input((latent,)), keras.Input((latent,))]
                models[latent] = keras.Model(inputs, parts.Sampling()(inputs))
            found.append(plain(models[latent](constants(z_mean, z_log_var), training=True)))
    return {"z": found}


@question  # type: ignore[untyped-decorator, unused-ignore]
def sample_gradients(parts: Any, z_mean: np.ndarray, z_log_var: np.ndarray) -> dict[str, Any]:
    """The gradients of z's sum with respect to both inputs; None where there is none."""
    inputs = constants(z_mean, z_log_var)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        total = tf.reduce_sum(parts.Sampling()(inputs, training=True))
    by_mean, by_log_var = tape.gradient(total, inputs)
    return {"by_mean": plain(by_mean), "by_log_var": plain(by_log_var)}


# --- train-step ------------------------------------------------------------------------------------------


@shown_as("Functional")
class _Watched:
    """A proxy that forwards everything to `target` and records that it was used."""

    def __init__(self, target: Any, name: str) -> None:
        self._target, self._name = target, name
        self._uses: list[str] = _STATE.setdefault("uses", [])

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        self._uses.append(self._name)
        return self._target(*args, **keywords)

    def __getattr__(self, name: str) -> Any:
        self._uses.append(self._name)
        return getattr(self._target, name)


def _replace_globals(**models: Any) -> None:
    """Replace the notebook's own models by proxies, so that their use in student code is recorded.

    `models` are the targets by their part. A name that the notebook doesn't define stays undefined.
    """
    namespace, own = _STATE["namespace"], _STATE.setdefault("own_models", {})
    for name, value in namespace.items():
        if isinstance(value, keras.Model) and (part := _part(name, value)):
            own[name] = part, value
    _STATE["uses"] = []
    for name, (part, value) in own.items():
        namespace[name] = _Watched(models.get(part, value), name)


def _part(name: str, model: Any) -> str | None:
    """Which part of a VAE a model of the notebook is, by its attributes and shapes, or else by its name."""
    if hasattr(model, "decoder"):
        return "vae"
    with contextlib.suppress(AttributeError, ValueError):  # a model of a class of its own may have no shapes
        if _is_image(model.input_shape):
            return "encoder"
        return "decoder" if _is_image(model.output_shape) else None
    return next((part for part in ("vae", "encoder", "decoder") if part in name.lower()), None)


def _is_image(shape: Any) -> bool:
    return isinstance(shape, tuple) and None not in shape[1:] and int(np.prod(shape[1:])) == 784


@shown_as("Identity")
class _Seen(keras.layers.Layer):  # type: ignore[misc]
    """Passes z on and keeps it, (batch, latent), in a graph as well: that of each of the step's first `most_calls` calls.

    Its variables have one size, for a graph that XLA compiles; those of further calls are made when these come.
    """

    def __init__(self, latent: int, most_calls: int, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.latent, self.most_calls, self.calls = latent, most_calls, 0
        self._pairs: list[Any] = []
        self._pair(0)  # here: TensorFlow traces a step that makes a variable a second time

    def call(self, z: Any) -> Any:
        if self.calls < self.most_calls:
            rows, kept = self._pair(self.calls)
            first = z[:_MOST_ROWS]
            count = tf.shape(first)[0]
            rows.assign(count, read_value=False)
            padded = tf.pad(first, [[0, _MOST_ROWS - count], [0, 0]])
            kept.assign(tf.cast(padded, kept.dtype), read_value=False)
        self.calls += 1
        return tf.identity(z)

    def _pair(self, number: int) -> Any:
        """Where that call's number of rows and its z are kept."""
        if number == len(self._pairs):
            with tf.init_scope():  # in no graph, whoever asks
                rows = tf.Variable(0, trainable=False)
                self._pairs.append((rows, tf.Variable(tf.zeros((_MOST_ROWS, self.latent)), trainable=False)))
        return self._pairs[number]

    def compute_output_shape(self, shape: Any) -> Any:
        """Known: Keras would trace the layer to find it."""
        return shape

    @property
    def kept(self) -> list[np.ndarray]:
        """The z of each call that was made, (batch, latent)."""
        pairs = ((int(rows), z) for rows, z in self._pairs)
        return [np.array(z[:rows]) for rows, z in pairs if rows]

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "latent": self.latent, "most_calls": self.most_calls}


@shown_as("SGD")
class _Keeping(keras.optimizers.SGD):  # type: ignore[misc]
    """Plain SGD that records what it last subtracted from each variable, in few operations, as each must be traced."""

    def build(self, variables: list[Any]) -> None:
        if not self.built:
            super().build(variables)
            self.taken = self.add_optimizer_variables(variables, "taken")

    def _backend_update_step(self, gradients: Any, variables: Any, learning_rate: Any) -> None:
        """As Keras's own on one device, but with the learning rate read once."""
        rate = tf.convert_to_tensor(learning_rate)
        for gradient, variable in zip(gradients, variables, strict=True):
            self.update_step(gradient, variable, rate)

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        index = self._get_variable_index(variable)
        if isinstance(variable, keras.Variable):  # where a student calls it
            variable = variable.value
        gradient = tf.convert_to_tensor(gradient)
        if not gradient.shape.is_compatible_with(variable.shape):
            shapes = f"a gradient of shape {gradient.shape} for a variable of shape {variable.shape}"
            raise ValueError(f"apply_gradients got {shapes}.")
        taken = tf.cast(gradient, variable.dtype) * tf.cast(learning_rate, variable.dtype)
        self.taken[index].value.assign(taken, read_value=False)
        variable.assign_sub(taken, read_value=False)


class _Nothing(Exception):
    """`train_step` returned nothing."""


@shown_as("Callback")
class _Record(keras.callbacks.Callback):  # type: ignore[misc]
    """Keeps what each batch reports, and the variables and the optimizer's count after it."""

    def __init__(self, run: _Run) -> None:
        super().__init__()
        self.run = run
        self.batches: list[dict[str, Any]] = []

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.batches.append({"logs": _reported(logs), **self.run.state()})


def _reported(logs: Any) -> dict[str, Any]:
    if not isinstance(logs, dict):
        return {}
    return {str(key)[:80]: plain(value) for key, value in list(logs.items())[:40]}


class _Run:
    """A student's VAE around small models, compiled once: its graph is traced only at the first `fit`."""

    def __init__(self, parts: Any, hidden: int, latent: int, most_decodings: int) -> None:
        self.encoder = _encoder(parts.Sampling, hidden, latent)
        self.seen = _Seen(latent, most_decodings)
        self.decoder = _decoder(self.seen, hidden, latent)
        self.variables = [*self.encoder.trainable_variables, *self.decoder.trainable_variables]
        _replace_globals(encoder=self.encoder, decoder=self.decoder)
        self.vae = parts.VAE(self.encoder, self.decoder)
        _replace_globals(encoder=self.encoder, decoder=self.decoder, vae=self.vae)
        self.optimizer = _Keeping(learning_rate=0.0, name="sgd")
        self.optimizer.build([*{id(v): v for v in (*self.variables, *self.vae.trainable_variables)}.values()])
        self.vae.compile(optimizer=self.optimizer)  # built: else TensorFlow traces `train_step` a second time
        self.returned: list[str] = []
        step = self.vae.train_step
        self.vae.train_step = lambda data: self._note(step, data)
        plain = type(self.vae).make_train_function is keras.Model.make_train_function
        if plain and not (self.vae.run_eagerly or self.vae.jit_compile):
            self.vae.train_function = _in_one_graph(self.vae)

    def _note(self, step: Any, data: Any) -> Any:
        """Record the type that `train_step` returns, before Keras fails on anything but a dict."""
        self.seen.calls = 0
        result = step(data)
        self.returned.append(type(result).__name__)
        if result is None:
            raise _Nothing
        return result

    def state(self) -> dict[str, Any]:
        return {
            "variables": _flat(self.variables),
            "iterations": int(self.optimizer.iterations.numpy()),
            "velocities": self._velocities(),
            "decoded": self.seen.kept,
        }

    def _velocities(self) -> np.ndarray | None:
        """What the optimizer's last step added to the variables, concatenated; None where it was not recorded."""
        try:
            index = self.optimizer._get_variable_index
            return -_flat([self.optimizer.taken[index(variable)] for variable in self.variables])
        except (AttributeError, KeyError, IndexError):
            return None

    def set(self, encoder: list[np.ndarray], decoder: list[np.ndarray], rate: float, earlier_steps: int) -> None:
        for variable, value in zip(self.variables, [*encoder, *decoder], strict=True):
            variable.assign(value)
        self.optimizer.learning_rate = rate
        self.optimizer.iterations.assign(earlier_steps)


def _in_one_graph(vae: Any) -> Any:
    """What `fit` calls for a batch, in one graph. Keras's own nests two graphs and takes a tenth more time."""

    def one_batch(iterator: Any) -> Any:
        return vae.train_step(iterator.get_next())

    as_it_is = tf.autograph.experimental.do_not_convert(one_batch)  # as Keras has it
    return tf.function(as_it_is, reduce_retracing=True)


def _flat(variables: list[Any]) -> np.ndarray:
    """The values of Keras's variables, concatenated: (numbers,)."""
    return np.concatenate([variable.value.numpy().ravel() for variable in variables])


def _dense(units: int, **options: Any) -> Any:
    """A layer whose variables are set later. Their first values are constant, as random ones take long to draw; the layer
    of a model that student code has cloned keeps them.
    """
    return keras.layers.Dense(units, kernel_initializer=keras.initializers.Constant(0.01), **options)


def _encoder(sampling: Any, hidden: int, latent: int) -> Any:
    images = keras.Input((28, 28, 1))
    units = _dense(hidden, activation="relu")(keras.layers.Flatten()(images))
    z_mean = _dense(latent, name="z_mean")(units)
    z_log_var = _dense(latent, name="z_log_var")(units)
    return keras.Model(images, [z_mean, z_log_var, sampling()([z_mean, z_log_var])], name="encoder")


def _decoder(seen: Any, hidden: int, latent: int) -> Any:
    z = keras.Input((latent,))
    units = _dense(hidden, activation="relu")(seen(z))
    pixels = _dense(784, activation="sigmoid")(units)
    return keras.Model(z, keras.layers.Reshape((28, 28, 1))(pixels), name="decoder")


@question  # type: ignore[untyped-decorator, unused-ignore]
def train(
    parts: Any,
    x: np.ndarray,
    encoder: list[np.ndarray],
    decoder: list[np.ndarray],
    learning_rate: float,
    batch_size: int,
    epochs: int,
    earlier_steps: int,
    most_decodings: int,
    size_known: bool = False,
) -> dict[str, Any]:
    """`fit` from the given variables, with plain SGD, in a graph, as if the optimizer had made some steps before: what
    each batch and each epoch reports, the variables after each batch, and z of so many of the decoder's calls."""
    if parts.VAE.train_step is keras.Model.train_step:
        return {"inherited": True}
    if "run" not in _STATE:
        _STATE["run"] = _Run(parts, encoder[0].shape[1], decoder[0].shape[0], most_decodings)
    run = _STATE["run"]
    run.set(encoder, decoder, learning_rate, earlier_steps)
    record = _Record(run)
    try:
        with in_graph():
            history = run.vae.fit(
                _batches(x, batch_size, size_known), epochs=epochs, verbose=0, callbacks=[record]
            )
    except _Nothing:
        return {"nothing": True}
    return {
        "batches": record.batches,
        "epochs": {str(key)[:80]: [plain(value) for value in values] for key, values in history.history.items()},
        "returned": run.returned[:8],
        "globals_used": sorted(set(_STATE["uses"])),
    }


def _batches(x: np.ndarray, size: int, known: bool) -> Any:
    """The images batch by batch, of a size that the graph does not know, as MNIST's: `train_step` is traced only once.

    With `known`, all batches have that size and the graph knows it, for a step that needs it.
    """
    options = tf.data.Options()  # optimising the pipeline takes longer than a few batches
    options.autotune.enabled = False
    options.experimental_optimization.apply_default_optimizations = False
    return tf.data.Dataset.from_tensor_slices(x).batch(size, drop_remainder=known).with_options(options)


# --- generate --------------------------------------------------------------------------------------------


@shown_as("Functional")
class _Probe(keras.Model):  # type: ignore[misc]
    """A decoder that records the z that it is given, where these are numbers and not symbols of a graph."""

    def __call__(self, z: Any, *args: Any, **keywords: Any) -> Any:
        _STATE["asked"] = True
        with contextlib.suppress(Exception):  # what it is given may be anything; the model itself will say so
            _STATE["latents"].append(as_array(to_numpy(z), np.float32))
        return super().__call__(z, *args, **keywords)

    def call(self, z: Any, *args: Any, **keywords: Any) -> Any:
        """As Keras's own, but numbers skip the layers' overhead, so that a loop over single digits is quick."""
        _, hidden, output, _ = self.layers
        plain = tf.executing_eagerly() and tf.is_tensor(z) and z.shape.rank == 2
        if not plain or z.dtype != hidden.kernel.value.dtype:  # a notebook may have Keras calculate in others
            return super().call(z, *args, **keywords)
        units = tf.nn.relu(tf.matmul(z, hidden.kernel.value) + hidden.bias.value)
        pixels = tf.sigmoid(tf.matmul(units, output.kernel.value) + output.bias.value)
        return tf.reshape(pixels, (-1, 28, 28, 1))

    def predict(self, z: Any, *_args: Any, **_keywords: Any) -> Any:
        """As Keras's own but without tracing, so that a loop over single digits is quick."""
        if isinstance(z, tf.data.Dataset):
            return np.concatenate([np.array(self(batch)) for batch in z])
        return np.array(self(tf.cast(z, tf.float32)))


def _probe(latent: int) -> Any:
    """A decoder whose hidden units hold z and -z."""
    z = keras.Input((latent,))
    hidden = _dense(2 * latent, activation="relu")
    output = _dense(784, activation="sigmoid")
    probe = _Probe(z, keras.layers.Reshape((28, 28, 1))(output(hidden(z))), name="decoder")
    one = np.eye(latent)
    hidden.set_weights([np.concatenate([one, -one], axis=1), np.zeros(2 * latent)])
    return probe


@question  # type: ignore[untyped-decorator, unused-ignore]
def generate(
    parts: Any, kernel: np.ndarray, bias: np.ndarray, counts: list[int | None], pixel_stride: int
) -> dict[str, Any]:
    """The images of a call for each count (None: the default), from a decoder sigmoid(z @ kernel + bias).

    Of each image, every `pixel_stride`-th pixel is returned.
    """
    _STATE["latents"], _STATE["asked"] = [], False
    if "probe" not in _STATE:
        _STATE["probe"] = _probe(len(kernel))
    probe = _STATE["probe"]
    probe.layers[2].set_weights([np.concatenate([kernel, -kernel]), bias])  # its logits are z @ kernel + bias
    _replace_globals(decoder=probe, vae=types.SimpleNamespace(decoder=probe))
    calls = []
    for count in counts:
        _STATE["latents"] = []
        images = parts.generate_digits(probe) if count is None else parts.generate_digits(probe, count)
        latents = [plain(z) for z in _joined(_STATE["latents"])]
        calls.append({"images": _strided_pixels(plain(images), pixel_stride), "latents": latents})
    return {"calls": calls, "asked": bool(_STATE["asked"]), "globals_used": sorted(set(_STATE["uses"]))}


def _strided_pixels(images: Any, stride: int) -> Any:
    """Every `stride`-th pixel of images of any shape: (n, pixels). What is no image is returned as it is."""
    if stride == 1 or not isinstance(images, np.ndarray) or images.size % 784:
        return images
    return images.reshape(-1, 784)[:, ::stride]


def _joined(latents: list[np.ndarray]) -> list[np.ndarray]:
    """The recorded z as a list of one array, (calls of the decoder * batch, latent), or of none."""
    rows = [z.reshape(-1, z.shape[-1]) for z in latents if z.ndim >= 1]
    return [np.concatenate(rows)] if rows and len({row.shape[1] for row in rows}) == 1 else []
