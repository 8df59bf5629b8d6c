"""Runs inside the sandbox: imports the framework once, so that children find it warm."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import sys
import types
import typing
from collections.abc import Iterator, Sequence
from typing import Any

_FRAMEWORKS = ("tensorflow", "keras")
# What TensorFlow and Keras import where it is there, and do without where it is not, for a few functions each
_LEFT_OUT = ("sklearn", "scipy")  # a fifth of the time, and a thirtieth
_LATER = ("matplotlib.pyplot", "matplotlib.patches")  # a tenth of the time; they are imported when they are used


def preload(modules: Sequence[str]) -> None:
    """Import the modules, without what they want of others that take long and can be imported later."""
    _cache_protocol_attributes()
    gc.disable()  # what an import makes stays: looking through it again and again takes a fifth of the time
    packages = {module.partition(".")[0] for module in modules}
    for module in modules:
        # only those two: what else is named may need each of the others
        is_framework = module.partition(".")[0] in _FRAMEWORKS
        with _without_slow_ones(packages) if is_framework else contextlib.nullcontext():
            importlib.import_module(module)
    if "tensorflow" in sys.modules:
        _prepare_tensorflow()
    gc.freeze()  # a child that collects garbage leaves the modules alone, and shares their pages with this process
    gc.enable()


class _Later(types.ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


@contextlib.contextmanager
def _without_slow_ones(named: set[str]) -> Iterator[None]:
    """Meanwhile modules of packages that are not `named` are not there, or stand for themselves, where it saves time."""
    left_out = () if named & {*_LEFT_OUT} else _LEFT_OUT  # scikit-learn needs SciPy
    places = dict.fromkeys(left_out) | {name: _Later(name) for name in _LATER}
    mine = [name for name in places if name.partition(".")[0] not in named and name not in sys.modules]
    sys.modules.update({name: places[name] for name in mine})  # type: ignore[misc]  # None: there is no such module
    try:
        yield
    finally:
        for name in mine:
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
