"""Runs inside the sandbox: imports the framework once, so that children find it warm."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import sys
import typing
from collections.abc import Sequence
from typing import Any

_LEFT_OUT = ("sklearn",)  # Keras imports it for its wrappers alone, with SciPy: a fifth of the time


def preload(modules: Sequence[str]) -> None:
    """Import the modules, without what they want of others that take long and can be imported later."""
    _cache_protocol_attributes()
    named = {module.partition(".")[0] for module in modules}
    left_out = [name for name in _LEFT_OUT if name not in named and name not in sys.modules]
    sys.modules.update(dict.fromkeys(left_out))  # type: ignore[arg-type]  # None: there is no such module
    gc.disable()  # what an import makes stays: looking through it again and again takes a fifth of the time
    for module in modules:
        importlib.import_module(module)
    if "tensorflow" in sys.modules:
        _prepare_tensorflow()
    gc.freeze()  # a child that collects garbage leaves the modules alone, and shares their pages with this process
    gc.enable()
    for name in left_out:
        del sys.modules[name]


def _prepare_tensorflow() -> None:
    """Spare each child what its first operations would do, a sixth of its time; this runs none, and starts no thread.

    TensorFlow fills its tables of operations and kernels when something first looks into them. It makes a function of
    each kind of operation that is run eagerly, and optimises that, unless it is told to run the kernel itself. A version
    that has these elsewhere is slower, no more.
    """
    with contextlib.suppress(Exception):
        framework = importlib.import_module("tensorflow.python.framework.kernels")
        framework.get_registered_kernels_for_op("Cast")
        importlib.import_module("tensorflow.python.framework.op_def_registry").get("NoSuchOperation")
        importlib.import_module("tensorflow.python.util.pywrap_xla_ops").get_cpu_kernel_names()
    with contextlib.suppress(Exception):
        bindings: Any = importlib.import_module("tensorflow.python.pywrap_tfe")
        direct = bindings.TFE_ContextOptionsSetRunEagerOpAsFunction
        bindings.TFE_ContextOptionsSetRunEagerOpAsFunction = lambda options, _wrapped: direct(options, False)


def _cache_protocol_attributes() -> None:
    """Keep what a `typing.Protocol` asks for: before Python 3.12 each `isinstance` looks it through again.

    TensorFlow asks so of each value, which takes a twentieth of a notebook's time.
    """
    if sys.version_info < (3, 12):
        typing._get_protocol_attrs = functools.cache(typing._get_protocol_attrs)  # type: ignore[attr-defined]
