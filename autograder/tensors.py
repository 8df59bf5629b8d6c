"""Runs inside the sandbox: what the questions of assignments in TensorFlow share.

A `questions.py` imports it as `tensors`, where its assignment names that in `question_helpers`. What a question
returns is evidence from untrusted code: plain data, which the checks, on the other side, judge.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
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
    """A student's value as an array of numbers, None, or the name of the type that it has instead."""
    if value is None:
        return None
    with contextlib.suppress(Exception):  # a value that can't be made an array is described by its type
        array = as_array(to_numpy(value))
        if array.dtype.kind in _NUMERIC:
            return np.array(array, array.dtype, subok=False)
    return {"type": type(value).__name__}


@contextlib.contextmanager
def in_graph() -> Iterator[None]:
    """TensorFlow says NotImplementedError of numpy in a graph, as a stub does: tell them apart."""
    try:
        yield
    except NotImplementedError as error:
        if "symbolic" in str(error):
            raise TypeError("A tensor of a graph can't become a numpy array: use tf or keras.ops") from error
        raise


def constants(*values: Any) -> list[Any]:
    """Arrays as tensors of float32; what is no array stays as it is."""
    return [tf.constant(value, tf.float32) if isinstance(value, np.ndarray) else value for value in values]


def loss_values(parts: Any, name: str, cases: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """What the loss of that name returns for the arguments of each case, run eagerly."""
    loss = getattr(parts, name)
    return {"values": [plain(loss(*constants(*case))) for case in cases]}


def loss_gradients(parts: Any, name: str, arguments: Sequence[Any]) -> dict[str, Any]:
    """The loss in a graph whose batch size is unknown, and its gradients with respect to the arguments that are arrays;
    None where there is none.
    """
    loss = getattr(parts, name)
    inputs = constants(*arguments)
    watched = [number for number, value in enumerate(inputs) if tf.is_tensor(value)]

    def both(*tensors: Any) -> tuple[Any, list[Any]]:
        given = dict(zip(watched, tensors, strict=True))
        with tf.GradientTape() as tape:
            tape.watch(tensors)
            value = loss(*(given.get(number, value) for number, value in enumerate(inputs)))
        return value, tape.gradient(value, tensors)

    tensors = [inputs[number] for number in watched]
    signature = [tf.TensorSpec([None, *t.shape[1:]]) for t in tensors]
    graph = tf.function(both, input_signature=signature, autograph=False)

    with in_graph():
        value, gradients = graph(*tensors)
    return {"value": plain(value), "gradients": [plain(gradient) for gradient in gradients]}
