"""Runs inside the sandbox: imports the framework once, then forks a child for each loading of a notebook.

The parent imports the modules it was told to and runs nothing of them; it takes four orders on its control socket:
`fork` (with a connection for the child to serve), `kill`, `ping`, whether it still lives, and `worker` (with a control
socket), to fork another parent as warm as itself. A child runs
the student's cells, then answers questions with plain data. It knows no expected value, no check and no verdict;
the reference parts it is given are those of tasks that are not being graded in it.

Started by path, beside `protocol.py` and `namespaces.py`; imports nothing else of the kit.
"""

from __future__ import annotations

import ast
import base64
import builtins
import contextlib
import ctypes
import functools
import gc
import importlib
import json
import linecache
import marshal
import os
import re
import resource
import signal
import socket
import sys
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any

import namespaces  # type: ignore[import-not-found, unused-ignore]  # beside this file, in the sandbox
import protocol  # type: ignore[import-not-found, unused-ignore]

_replaced: list[Any] = []  # modules whose place in sys.modules was taken, kept alive
_PR_SET_DUMPABLE = 4  # of linux/prctl.h
_LEFT_OUT = ("sklearn",)  # Keras imports it for its wrappers alone, with SciPy: a fifth of the time
_TEXT = 400  # characters of a student's error that are passed on


class OutOfTime(BaseException):
    """Raised in the student's code when its time is over; no `except Exception` catches it."""


class Missing(Exception):
    """A name that the notebook should have defined."""


# --- the parent ---------------------------------------------------------------------------------------------


def serve_forks(control: socket.socket, settings: dict[str, Any]) -> None:
    """Obey the control socket until it closes."""
    _look_at_protocols_once()
    _preload(settings["preload"])
    for module in (protocol, namespaces):  # code that asks whether it is graded finds no trace under a known name
        sys.modules.pop(module.__name__)
    _set_dumpable(False)  # or a child may write into this process's memory
    protocol.send(control, {"kind": "ready"})
    end_child = _nothing_to_end
    while True:
        order, handles = _receive_order(control)
        if order == b"p":
            protocol.send(control, {"kind": "alive"})
            continue
        if order == b"w":
            own = _another_worker(handles[0])
            if own is not None:
                control.close()
                control, end_child = own, _nothing_to_end
            continue
        end_child()
        end_child = _fork(control, handles[0], settings) if order == b"f" else _nothing_to_end
        for handle in handles:
            os.close(handle)
        if not order:
            return


def _preload(modules: list[str]) -> None:
    """Import the modules, without what they want of others that take long and can be imported later."""
    named = {module.partition(".")[0] for module in modules}
    left_out = [name for name in _LEFT_OUT if name not in named and name not in sys.modules]
    sys.modules.update(dict.fromkeys(left_out))  # type: ignore[arg-type]  # None: there is no such module
    gc.disable()  # what an import makes stays: to look through it again and again is a fifth of the time
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


def _look_at_protocols_once() -> None:
    """Before Python 3.12 `isinstance` looked a `typing.Protocol` through at each call: TensorFlow asks so of each value,
    which is a twentieth of the time that a notebook takes.
    """
    if sys.version_info < (3, 12):
        typing._get_protocol_attrs = functools.cache(typing._get_protocol_attrs)  # type: ignore[attr-defined]


def _another_worker(handle: int) -> socket.socket | None:
    """Fork a parent like this one, which has run nothing; returns the socket that the new one obeys, in it alone.

    Where it can't be forked, who asked finds the connection closed.
    """
    with contextlib.suppress(ChildProcessError):  # those that have ended
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    try:
        is_new = os.fork() == 0
    except OSError:
        is_new = False
    if not is_new:
        os.close(handle)
        return None
    os.setsid()
    own = socket.socket(fileno=handle)
    own.send(b"w")  # by which the kernel tells the grader who this is
    protocol.send(own, {"kind": "ready"})
    return own


def _nothing_to_end() -> None:
    """What ends no child."""


def _fork(control: socket.socket, handle: int, settings: dict[str, Any]) -> Callable[[], None]:
    """A child that serves the connection; returns what ends it, and all that it started."""

    def work() -> None:
        control.close()
        _set_dumpable(True)
        _become_child(socket.socket(fileno=handle), settings)

    apart = settings["apart"]
    if apart is None:
        child = os.fork()
        if child == 0:
            work()
        return lambda: _end(child)
    alone = namespaces.fork_apart(work, apart["folders"], apart["size"], base64.b64decode(apart["rules"]))
    return lambda: _end_alone(alone)


def _set_dumpable(may_be_read: bool) -> None:
    """Whether processes of the same user may read and write this one's memory."""
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, int(may_be_read), 0, 0, 0)


def _receive_order(control: socket.socket) -> tuple[bytes, list[int]]:
    control.settimeout(None)
    order, handles, _, _ = socket.recv_fds(control, 1, 1)
    return order, handles


def _end(child: int) -> None:
    """Kill the child's process group and collect what has ended."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0)[0] not in (0, child):
            pass


def _end_alone(child: int) -> None:
    """Kill a child in namespaces of its own; the kernel kills all that it started."""
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _become_child(connection: socket.socket, settings: dict[str, Any]) -> None:
    os.setsid()
    for name, value in settings["limits"].items():
        resource.setrlimit(getattr(resource, name), (value, value))
    try:
        Child(connection).serve()
    except (protocol.ConnectionLost, protocol.ProtocolError):
        pass
    finally:
        os._exit(0)


# --- the child ----------------------------------------------------------------------------------------------


class Parts:
    """The names of the student's notebook, as attributes; a missing one raises Missing."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> Any:
        try:
            return self._namespace[name]
        except KeyError:
            raise Missing(name) from None

    def without(self, *names: str) -> None:
        """Forget `names`, so that code which leans on the notebook's globals shows itself."""
        for name in names:
            self._namespace.pop(name, None)


class _NoShell:
    """What stands for IPython's shell: every method does nothing."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _show_nothing


def _show_nothing(*_args: Any, **_keywords: Any) -> None:
    """What stands for IPython's `display`."""


class Child:
    """A notebook loaded in this process, and the questions that it answers."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._questions: dict[str, Any] = {}
        self._namespace: dict[str, Any] = {}

    def serve(self) -> None:
        while True:
            message = protocol.receive(self._connection)
            answer = self._load(message) if message["kind"] == "load" else self._answer(message)
            self._reply({**answer, "number": message.get("number", 0)})

    def _reply(self, answer: dict[str, Any]) -> None:
        try:
            frame = protocol.encode(answer)
        except (TypeError, ValueError) as error:
            number = answer.get("number")
            frame = protocol.encode({"kind": "error", "error": describe(error), "number": number})
        self._connection.settimeout(None)
        self._connection.sendall(frame)

    def _load(self, message: dict[str, Any]) -> dict[str, Any]:
        """Prepare with the kit's own code, say so, then run the student's cells."""
        try:
            reference = self._prepare(message)
        except Exception as error:  # no student code has run: the other side must know that it is ours
            return {"kind": "kit_error", "error": describe(error)}
        for kept_back in ("reference", "questions", "helpers"):  # for nobody to read in the frames below
            del message[kept_back]
        protocol.send(self._connection, {"kind": "prepared"})
        protocol.receive(self._connection)
        errors = self._run_cells(message, reference)
        self._questions["ready"](self._namespace)
        return {"kind": "loaded", "errors": errors}

    def _prepare(self, message: dict[str, Any]) -> dict[str, Any]:
        helpers = {name: _code(kept) for name, kept in message["helpers"].items()}
        self._questions = load_questions(_code(message["questions"]), helpers)
        self._namespace = _main_module()
        self._namespace |= {"display": _show_nothing, "get_ipython": _NoShell}
        self._questions["prepare"](self._namespace)
        for cell in message["given"]:
            self._run_whole(cell)
        return self._reference(message)

    def _run_whole(self, cell: dict[str, Any]) -> None:
        """Run a cell of the kit's own."""
        exec(compile(cell["source"], f"<{cell['name']}>", "exec"), self._namespace)

    def _reference(self, message: dict[str, Any]) -> dict[str, Any]:
        """The reference parts, made in a namespace of their own and put where the student's would stand."""
        private = dict(self._namespace)
        for cell in message["reference"]:
            exec(compile(cell["source"], f"<{cell['name']}>", "exec"), private)
        parts = {name: private[name] for cell in message["reference"] for name in cell["defines"]}
        self._namespace.update(parts)
        return parts

    def _run_cells(self, message: dict[str, Any], reference: dict[str, Any]) -> list[dict[str, Any]]:
        """Run the student's cells, statement by statement: a failing one costs only what it defines."""
        skip = {tuple(place) for place in message["skip"]}
        errors = []
        for number, cell in enumerate(message["cells"]):
            try:
                statements = _statements(cell)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                errors.append({"cell": cell["name"], **describe(error)})
                continue
            for index, statement in enumerate(statements):
                if (number, index) in skip:
                    continue
                protocol.send(self._connection, {"kind": "running", "place": [number, index]})
                if message["careful"]:
                    protocol.receive(self._connection)
                if error_record := self._attempt(statement, message["statement_s"]):
                    errors.append({"cell": cell["name"], **error_record})
            self._namespace.update(reference)
        return errors

    def _attempt(self, code: types.CodeType, timeout_s: float) -> dict[str, Any] | None:
        try:
            with time_limit(timeout_s):
                waiting = eval(code, self._namespace)  # None, but for a statement with `await`
                if isinstance(waiting, types.CoroutineType):
                    importlib.import_module("asyncio").run(waiting)
        except BaseException as error:  # whatever the student's statement does, the next one gets its turn
            return describe(error)
        return None

    def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        question: Callable[..., dict[str, Any]] = self._questions[message["question"]]
        try:
            with time_limit(message["timeout_s"]):
                return {"kind": "answer", "answer": question(Parts(self._namespace), **message["arguments"])}
        except Missing as error:
            return {"kind": "missing", "name": str(error)}
        except BaseException as error:  # the student's code may raise anything; all of it is its answer
            return {"kind": "error", "error": describe(error)}


def _code(kept: Any) -> types.CodeType:
    """What the grader, which is the same Python, has compiled once for all children: (bytes,) of uint8."""
    code: types.CodeType = marshal.loads(kept.tobytes())
    return code


def load_questions(code: types.CodeType, helpers: dict[str, types.CodeType]) -> dict[str, Any]:
    """The questions' names; `helpers` are modules of the kit that they import by name, and nobody after them."""
    for name, helper in helpers.items():
        sys.modules[name] = module = types.ModuleType(name)
        _replaced.append(module)
        exec(helper, module.__dict__)
    questions: dict[str, Any] = {"__name__": "questions"}
    exec(code, questions)
    for name in helpers:
        del sys.modules[name]
    return questions


def _main_module() -> dict[str, Any]:
    """The namespace of a new `__main__`, as a notebook's code finds itself in."""
    module = types.ModuleType("__main__")
    _replaced.append(sys.modules.get("__main__"))
    sys.modules["__main__"] = module
    module.__dict__["__builtins__"] = builtins
    return module.__dict__


def _statements(cell: dict[str, Any]) -> list[types.CodeType]:
    """The top-level statements of a cell, compiled one by one, with the cell's own line numbers."""
    file_name = f"<cell {cell['name']}>"
    source = cell["source"]
    linecache.cache[file_name] = (len(source), None, source.splitlines(keepends=True), file_name)
    tree = ast.parse(source, file_name)
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    rest = [node for node in tree.body if node not in futures]
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # as in a notebook
    return [compile(ast.Module([*futures, node], []), file_name, "exec", flags) for node in rest]


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the main thread when the time is over."""

    def over(_signal: int, _frame: types.FrameType | None) -> None:
        raise OutOfTime(f"no result after {seconds:g} s")

    signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as data: its type, its text, and the student's own line that it comes from."""
    cell, line = "", 0
    if isinstance(error, SyntaxError):
        cell, line = str(error.filename or ""), int(error.lineno or 0)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<cell "):
            cell, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:  # a __str__ that raises is the student's, too
        text = "(its text can't be shown)"
    return {
        "type": type(error).__name__[:80],
        "text": _own_words(str(text))[:_TEXT],
        "where": cell.removeprefix("<cell ").removesuffix(">")[:80],
        "line": line,
    }


def _own_words(text: str) -> str:
    """An error's text without TensorFlow's traces and names of operations around it."""
    inner = re.findall(r"\n([^\n]+)\n\s*\[\[\{\{node", text)
    text = inner[-1] if "Graph execution error" in text and inner else text
    return re.sub(r"\{\{function_node [^}]*\}\}\s*|\s*\[Op:[^\]]*\](?: name: \S*)?", "", text)


def _connect(control: int | str) -> socket.socket:
    """The grader's connection: inherited, or behind a path."""
    if isinstance(control, int):
        return socket.socket(fileno=control)
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(control)
    return connection


def main() -> None:
    settings = json.loads(sys.argv[1])
    control = _connect(settings["control"])
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        if standard != 2 or not settings["show_stderr"]:
            os.dup2(null, standard)
    serve_forks(control, settings)
    os._exit(0)


if __name__ == "__main__":
    main()
