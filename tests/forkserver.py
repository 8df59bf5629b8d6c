"""Runs commands of this environment in processes forked from one that has imported nbgrader and other libraries.

Importing them takes seconds, more than most commands do. A command has a process, a working directory and an environment
of its own, as if it were started anew. Folders of `PYTHONPATH` are found first, as at a start; the other `PYTHON…`
variables, which Python reads at its start, have a server for each of their values.

A kit that no test changes has a server of its own, which has imported the kit's modules too. A command that finds another
kit imports that one itself. The server of the environment's kit lends its commands a worker that has imported TensorFlow.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partialmethod
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

_MOST = 1 << 17  # bytes of an order
_IMPORTED = [
    "_pytest.helpconfig",
    "_pytest.skipping",
    "alembic.command",
    "alembic.runtime.migration",
    "babel.dates",
    "bleach",
    "bleach._vendor.html5lib.treebuilders.etree",
    "bleach._vendor.html5lib.treewalkers.base",
    "concurrent.futures.process",
    "copydetect",
    "IPython.core.inputtransformer2",
    "IPython.lib.lexers",
    "ipython_pygments_lexers",
    "jinja2.ext",
    "mistune",
    "msgspec",
    "nbconvert.exporters",
    "nbgrader.api",
    "nbgrader.apps.nbgraderapp",
    "numpy.typing",
    "psutil",
    "pydantic.fields",
    "pydantic.types",
    "pygments.lexers.lilypond",
    "pygments.lexers.markup",
    "pygments.lexers.shell",
    "pytest",
    "rich._emoji_codes",
    "rich.markdown",
    "rich.progress",
    "rich.table",
    "rich.traceback",
    "sqlalchemy.dialects.sqlite",
    "sqlite3",
    "tomllib",
    "typer._adapters",
    "typer.rich_utils",
]
# Parts of the kit that only other processes import, or that need libraries which take long and few commands use.
_LEFT_TO_COMMANDS = {"__main__", "pytest_plugin", "inside", "questions", "checks", "cluster", "server"}
_GRADING = {"grade", "autograde"}  # words of commands that may start a worker
_ENVIRONMENTS_OWN = ""  # the kit that is found without PYTHONPATH
_unchanged = {_ENVIRONMENTS_OWN}


def import_once(kit: Path) -> None:
    """Let commands that find the kit in this folder take its modules from a server: nobody changes that kit."""
    _unchanged.add(str(kit))


def run(command: list[str], cwd: Path, environment: dict[str, str], output: int, errors: int) -> int:
    """Run a Python script, or `python -m module`, with its output to these files; gives back its exit status."""
    python = tuple(sorted((name, value) for name, value in environment.items() if _needs_own_server(name)))
    order = json.dumps([command, str(cwd), environment]).encode()
    assert len(order) <= _MOST
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            server = _server(python, _unchanged_kit(cwd, environment))
            socket.send_fds(server, [order], [output, errors, theirs.fileno()])
        status = ours.recv(16)
    return int(status)


def _needs_own_server(name: str) -> bool:
    return name.startswith("PYTHON") and name != "PYTHONPATH"


def _unchanged_kit(cwd: Path, environment: dict[str, str]) -> str | None:
    """Which kit a command finds there, or None where that is one that a test may change."""
    folders = [folder for folder in environment.get("PYTHONPATH", "").split(os.pathsep) if folder]
    found = next((one for one in (str(cwd), *folders) if Path(cwd, one, "autograder").exists()), _ENVIRONMENTS_OWN)
    beside = any(folder != found and any(Path(cwd, folder).glob("*.dist-info")) for folder in folders)
    if found == str(Path(__file__).resolve().parent.parent):
        found = _ENVIRONMENTS_OWN  # `make` installs this clone
    return found if found in _unchanged and not beside else None  # packages may bring platforms, which it imports


@cache
def _server(python: tuple[tuple[str, str], ...], kit: str | None) -> socket.socket:
    """The end of a line to a server that was started with these variables; it ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    templates = tempfile.mkdtemp(prefix="templates-")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with theirs:
        server = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno()), templates, *([] if kit is None else [kit])],
            env=environment | dict(python),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
    atexit.register(_end, ours, server, templates)
    return ours


def _end(line: socket.socket, server: subprocess.Popen[bytes], templates: str) -> None:
    line.close()
    server.wait()
    shutil.rmtree(templates)


def find_alembic_once() -> None:
    """Let nbgrader start `alembic` once for all new gradebooks of a process, to ask for the version of their tables."""
    from nbgrader import api

    api.get_alembic_version = cache(api.get_alembic_version)


# --- the server's side


def _serve(line: socket.socket, templates: str, *kit: str) -> None:
    _import_libraries()
    _compile_once(templates)
    for folder in kit:
        _import_kit(folder)
    lend = cache(_lend_worker) if kit == (_ENVIRONMENTS_OWN,) else lambda: None
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait for the commands
    while True:
        order, files, _, _ = socket.recv_fds(line, _MOST, 3)
        if not order:
            return
        command, *place = json.loads(order)
        if not _GRADING.isdisjoint(command):
            lend()
        if os.fork() == 0:
            line.close()
            _watch_over((command, *place), *files)
            return
        for file in files:
            os.close(file)


def _import_libraries() -> None:
    del sys.path[0]  # the tests' folder, which no command sees
    for name in _IMPORTED:
        importlib.import_module(name)
    find_alembic_once()


def _compile_once(templates: str) -> None:
    """Do what libraries do when they are used for the first time; `templates` is a folder for what jinja compiles."""
    from jinja2 import Environment, FileSystemBytecodeCache
    from nbformat.validator import get_validator
    from pygments.lexers import get_lexer_by_name
    from sqlalchemy.orm import configure_mappers

    configure_mappers()
    for minor in range(6):
        for relaxed in (False, True):
            get_validator(4, minor, relax_add_props=relaxed)
    for language in ("ipython3", "python"):
        get_lexer_by_name(language)
    kept = FileSystemBytecodeCache(templates)
    Environment.__init__ = partialmethod(Environment.__init__, bytecode_cache=kept)


def _import_kit(folder: str) -> None:
    if folder != _ENVIRONMENTS_OWN:
        sys.path.insert(0, folder)
    _import_modules(importlib.import_module("autograder"))
    _make_commands_once(sys.modules["autograder.commands.app"].app)
    if folder != _ENVIRONMENTS_OWN:
        sys.path.remove(folder)  # a command has it by PYTHONPATH


def _make_commands_once(app: Any) -> None:
    """Let typer, which makes commands from their functions at each start, make all of them now."""
    from typer import main

    main.get_command = cache(main.get_command)
    list(main.get_command(app).commands.values())


def _import_modules(package: ModuleType) -> None:
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if found.name.rpartition(".")[2] not in _LEFT_TO_COMMANDS:
            module = importlib.import_module(found.name)
            if found.ispkg:
                _import_modules(module)


def _lend_worker() -> None:
    """Start a worker from which the commands to come fork theirs, as the processes of a batch do from a batch's.

    Commands that ask for another sandbox or other limits, and batches in several processes, start their own.
    """
    from autograder.authoring.assignment import assignments
    from autograder.grading.settings import Settings
    from autograder.grading.submission import new_sandbox
    from autograder.grading.warm_grader import Grader
    from autograder.records.errors import SandboxError

    usual = Settings()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # bubblewrap waits for its child
    try:
        zygote = new_sandbox(assignments()["vae-digits"], usual).as_zygote()
    except (SandboxError, OSError):  # a command will say it
        return
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    make = Grader.__init__

    def confinement(settings: Settings) -> tuple[Any, ...]:
        limits = replace(settings.limits, submission_s=0)  # the grader's, not the worker's
        return settings.sandbox, limits, settings.share, settings.show_worker

    def make_with_zygote(grader: Grader, settings: Settings, given: Any = None) -> None:
        is_usual = confinement(settings) == confinement(usual)
        make(grader, settings, given or (zygote if is_usual else None))

    Grader.__init__ = make_with_zygote


def _watch_over(order: tuple[list[str], str, dict[str, str]], output: int, errors: int, reply: int) -> None:
    """Run the order in one more process, and tell how that ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.close(reply)
        _end_process(_exit_status(lambda: _run(*order, output, errors)))
    for file in (output, errors):
        os.close(file)
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(OSError):  # who asked may be gone
        os.write(reply, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _run(command: list[str], cwd: str, environment: dict[str, str], output: int, errors: int) -> None:
    """Become that command."""
    for number, file in enumerate((output, errors), start=1):
        os.dup2(file, number)
        os.close(file)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    _consoles_of_this_environment()
    named = environment.get("PYTHONPATH", "")
    sys.path[:0] = [str(Path(folder).absolute()) for folder in named.split(os.pathsep) if folder]
    if command[0] == "-m":
        sys.argv[:] = command[1:]
        sys.path.insert(0, cwd)
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv[:] = command
        sys.path.insert(0, str(Path(command[0]).parent))
        runpy.run_path(command[0], run_name="__main__")


def _consoles_of_this_environment() -> None:
    """Let the kit's consoles, which read the environment when they are made, read it once more."""
    terminal = sys.modules.get("autograder.commands.terminal")
    for console in (terminal.out, terminal.err) if terminal else ():
        hooks = console._render_hooks
        console.__init__(stderr=console.stderr, soft_wrap=console.soft_wrap)
        console._render_hooks.extend(hooks)


def _exit_status(command: Callable[[], None]) -> int:
    """The status with which Python would end, after what it would print of an error."""
    try:
        command()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except Exception:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _end_process(status: int) -> NoReturn:
    """End as Python does, with what is registered for it, but leave the libraries in memory: to take each of them away
    takes a fifth of a second.
    """
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])), *sys.argv[2:])
