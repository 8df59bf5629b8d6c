"""Runs inside the sandbox: helpers that the questions of assignments in TensorFlow share.

A `questions.py` imports it as `tensors`, where its assignment names that in `question_helpers`. What a question
returns is evidence from untrusted code: plain data, which the checks, on the other side, judge.
"""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

# small graphs that run a few times: to optimise them takes longer than it saves
tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})

_NUMERIC = "biuf"
# as they are before the notebook's code may replace them
to_numpy, as_array = keras.ops.convert_to_numpy, np.asarray


def plain(value: Any) -> Any:
    """Return a student's value as an array of numbers, None, or a dict with the name of its type."""
    if value is None:
        return None
    with contextlib.suppress(Exception):  # a value that can't be made an array is described by its type
        array = as_array(to_numpy(value))
        if array.dtype.name == "bfloat16":  # which numpy itself does not know
            return np.array(array, np.float32)
        if array.dtype.kind in _NUMERIC:
            return np.array(array, array.dtype, subok=False)
    return {"type": type(value).__name__}


def question(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Make a question independent of the notebook's global settings for warnings and numpy's floating-point errors.

    Where the notebook has turned eager execution off, its own run can't work either: the answer is then
    `{"refused": "eager"}`.
    """

    @functools.wraps(function)
    def guarded(*args: Any, **arguments: Any) -> dict[str, Any]:
        if not tf.executing_eagerly():
            return {"refused": "eager"}
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*args, **arguments)

    return guarded


def calculate_in_full_precision() -> None:
    """Have new layers calculate in float32, or in float64 where the notebook asks for it.

    The rounding of shorter numbers, 0.4 % in bfloat16, is larger than the mistakes that checks look for.
    """
    if keras.config.floatx() not in _FULL:
        keras.config.set_floatx("float32")
    if keras.config.dtype_policy().compute_dtype not in _FULL:
        keras.config.set_dtype_policy(keras.config.floatx())


_FULL = ("float32", "float64")


def shown_as(name: str) -> Callable[[type], type]:
    """Give a class the name of what it stands in for, so that no message of TensorFlow's shows a name of the kit's."""

    def rename(kind: type) -> type:
        kind.__name__ = kind.__qualname__ = name
        return kind

    return rename


@contextlib.contextmanager
def in_graph() -> Iterator[None]:
    """Turn TensorFlow's NotImplementedError for numpy in a graph into a TypeError: a stub raises the same class."""
    try:
        yield
    except NotImplementedError as error:
        if "symbolic" in str(error):
            clearer = TypeError("A tensor of a graph can't become a numpy array: use tf or keras.ops")
            raise clearer.with_traceback(error.__traceback__) from error  # with the student's line
        raise


def constants(*values: Any) -> list[Any]:
    """Return arrays as tensors of float32, and other values unchanged."""
    return [tf.constant(value, tf.float32) if isinstance(value, np.ndarray) else value for value in values]


@question
def loss_values(parts: Any, name: str, cases: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Return what the loss of that name returns for the arguments of each case, run eagerly."""
    loss = getattr(parts, name)
    return {"values": [plain(loss(*constants(*case))) for case in cases]}


@question
def loss_gradients(parts: Any, name: str, arguments: Sequence[Any]) -> dict[str, Any]:
    """Return the loss in a graph of unknown batch size, and run eagerly, with its gradients there with respect to the
    arguments that are arrays.

    A gradient that does not exist is None. In a graph gradients have the same operations, and take four times as long.
    """
    loss = getattr(parts, name)
    inputs = constants(*arguments)
    watched = {number: value for number, value in enumerate(inputs) if tf.is_tensor(value)}

    def value_of(*tensors: Any) -> Any:
        given = dict(zip(watched, tensors, strict=True))
        return loss(*(given.get(number, value) for number, value in enumerate(inputs)))

    tensors = [*watched.values()]
    signature = [tf.TensorSpec([None, *t.shape[1:]]) for t in tensors]
    with in_graph():
        in_a_graph = tf.function(value_of, input_signature=signature, autograph=False)(*tensors)
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        value = value_of(*tensors)
    gradients = [plain(gradient) for gradient in tape.gradient(value, tensors)]
    return {"value": plain(value), "in_a_graph": plain(in_a_graph), "gradients": gradients}
