"""Runs inside the sandbox: the namespace and the statements of a notebook."""

from __future__ import annotations

import ast
import builtins
import linecache
import sys
import types
from collections.abc import Callable
from typing import Any

import errors  # type: ignore[import-not-found, unused-ignore]  # beside this file, in the sandbox

_replaced: list[Any] = []  # modules whose place in sys.modules was taken, kept alive


class MissingName(Exception):
    """A name that the notebook should have defined."""


class Parts:
    """The names of the student's notebook, as attributes; a missing one raises MissingName."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> Any:
        try:
            return self._namespace[name]
        except KeyError:
            raise MissingName(name) from None

    def without(self, *names: str) -> None:
        """Forget `names`, so that code which depends on the notebook's globals is found out."""
        for name in names:
            self._namespace.pop(name, None)


class _NoShell:
    """Stands in for IPython's shell: every method does nothing."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _display_nothing


def _display_nothing(*_args: Any, **_keywords: Any) -> None:
    """Stands in for IPython's `display`."""


def new_main_module() -> dict[str, Any]:
    """Return the namespace of a new `__main__`, as a notebook's code finds it."""
    module = types.ModuleType("__main__")
    _replaced.append(sys.modules.get("__main__"))
    sys.modules["__main__"] = module
    module.__dict__["__builtins__"] = builtins
    module.__dict__.update(display=_display_nothing, get_ipython=_NoShell)
    return module.__dict__


def load_questions(code: types.CodeType, helpers: dict[str, types.CodeType]) -> dict[str, Any]:
    """Return the names of the questions; `helpers` are modules of the kit that only they can import by name."""
    for name, helper in helpers.items():
        sys.modules[name] = module = types.ModuleType(name)
        _replaced.append(module)
        exec(helper, module.__dict__)
    questions: dict[str, Any] = {"__name__": "questions"}
    exec(code, questions)
    for name in helpers:
        del sys.modules[name]
    return questions


def statements(name: str, source: str) -> list[types.CodeType]:
    """Return the top-level statements of a cell, compiled one by one, with the cell's own line numbers.

    Raises what `compile` raises.
    """
    file_name = errors.cell_file_name(name)
    linecache.cache[file_name] = (len(source), None, source.splitlines(keepends=True), file_name)
    tree = ast.parse(source, file_name)
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    rest = [node for node in tree.body if node not in futures]
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # as in a notebook
    return [compile(ast.Module([*futures, node], []), file_name, "exec", flags) for node in rest]
