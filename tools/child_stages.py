"""Where the processor time of a sandboxed child goes: `tools.stages` puts this text behind that of a `questions.py`.

Each answer then carries, as `stages`, a number for the child and the seconds so far of each stage of `CHILD_STAGES`.
"""

# without `from __future__`, which would have to come first in the joined text
import functools as _functools
import inspect as _inspect
import random as _random
import time as _time

import keras
import tensorflow as tf
from keras.src.backend.tensorflow import trainer as _trainer
from keras.src.models.functional import Functional as _Functional
from tensorflow.python.eager.polymorphic_function import atomic_function as _graphs
from tensorflow.python.eager.polymorphic_function import tracing_compilation as _tracing

_LOADING, _MESSAGES, _BUILDING, _TRACING, _FIRST_RUN, _LATER_RUN, _DATA, _REST = range(8)


class _Clock:
    """Processor seconds of this process in each stage; of those that were entered, the last one runs."""

    def __init__(self):
        self.child = _random.SystemRandom().random()
        self.seconds = [0.0] * (_REST + 1)
        self.entered = [_LOADING]
        self.since = 0.0  # a process that was forked has taken no time yet

    def turn(self):
        now = _time.process_time()
        self.seconds[self.entered[-1]] += now - self.since
        self.since = now

    def call(self, stage, function, *arguments, **named):
        self.turn()
        self.entered.append(stage)
        try:
            return function(*arguments, **named)
        finally:
            self.turn()
            self.entered.pop()

    def wrap(self, stage, function):
        @_functools.wraps(function)
        def timed(*arguments, **named):
            return self.call(stage, function, *arguments, **named)

        return timed


_clock = _Clock()


def _time_methods(stage, owner, *names):
    for name in names:
        setattr(owner, name, _clock.wrap(stage, getattr(owner, name)))


def _time_runs():
    """Tell the first run of a graph, for which TensorFlow prepares it, from later ones."""
    run, seen = _graphs.AtomicFunction.call_flat, set()

    @_functools.wraps(run)
    def timed(graph, *tensors):
        if not tf.executing_eagerly():
            return run(graph, *tensors)
        stage = _LATER_RUN if graph.name in seen else _FIRST_RUN
        seen.add(graph.name)
        return _clock.call(stage, run, graph, *tensors)

    _graphs.AtomicFunction.call_flat = timed


def _time_question(ask):
    @_functools.wraps(ask)
    def timed(*arguments, **named):
        _clock.turn()
        _clock.entered[0] = _MESSAGES  # the notebook is loaded: what comes between questions is their messages
        answer = _clock.call(_REST, ask, *arguments, **named)
        return {**answer, "stages": [_clock.child, *_clock.seconds]}

    return timed


def _time_questions(names):
    for name, value in [*names.items()]:
        if _inspect.isfunction(value) and "parts" in _inspect.signature(value).parameters:
            names[name] = _time_question(value)
    if "_Run" in names:  # the student's VAE around small networks, and the images for its `fit`
        _time_methods(_BUILDING, names["_Run"], "__init__")
        names["_batches"] = _clock.wrap(_DATA, names["_batches"])


_time_runs()
_time_methods(_TRACING, _tracing, "_create_concrete_function")
_time_methods(_BUILDING, keras.layers.Layer, "symbolic_call", "_maybe_build")
_time_methods(_BUILDING, keras.Model, "compile")
_time_methods(_BUILDING, _Functional, "__init__")
_time_methods(_DATA, _trainer.TFEpochIterator, "__init__", "_get_iterator")
_time_questions(globals())
