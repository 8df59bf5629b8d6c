"""Runs commands of this environment in processes forked from one that has imported nbgrader and other libraries.

Importing them takes seconds, more than most commands do. A command has a process, a working directory and an environment
of its own, as if it were started anew, and imports the kit itself. Folders of `PYTHONPATH` are found first, as at a
start; the other `PYTHON…` variables, which Python reads at its start, have a server for each of their values.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

_MOST = 1 << 17  # bytes of an order
_IMPORTED = [
    "babel.dates",
    "bleach",
    "concurrent.futures.process",
    "IPython.core.inputtransformer2",
    "mistune",
    "msgspec",
    "nbconvert.exporters",
    "nbgrader.api",
    "nbgrader.apps.nbgraderapp",
    "numpy",
    "psutil",
    "pytest",
    "rich.table",
    "sqlalchemy.dialects.sqlite",
    "typer.rich_utils",
]


def run(command: list[str], cwd: Path, environment: dict[str, str], output: int, errors: int) -> int:
    """Run a Python script, or `python -m module`, with its output to these files; gives back its exit status."""
    python = tuple(sorted((name, value) for name, value in environment.items() if _needs_own_server(name)))
    order = json.dumps([command, str(cwd), environment]).encode()
    assert len(order) <= _MOST
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            socket.send_fds(_server(python), [order], [output, errors, theirs.fileno()])
        status = ours.recv(16)
    return int(status)


def _needs_own_server(name: str) -> bool:
    return name.startswith("PYTHON") and name != "PYTHONPATH"


@cache
def _server(python: tuple[tuple[str, str], ...]) -> socket.socket:
    """The end of a line to a server that was started with these variables; it ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with theirs:
        server = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            env=environment | dict(python),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
    atexit.register(_end, ours, server)
    return ours


def _end(line: socket.socket, server: subprocess.Popen[bytes]) -> None:
    line.close()
    server.wait()


def find_alembic_once() -> None:
    """Let nbgrader start `alembic` once for all new gradebooks of a process, to ask for the version of their tables."""
    from nbgrader import api

    api.get_alembic_version = cache(api.get_alembic_version)


# --- the server's side


def _serve(line: socket.socket) -> None:
    _import_libraries()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait for the commands
    while True:
        order, files, _, _ = socket.recv_fds(line, _MOST, 3)
        if not order:
            return
        if os.fork() == 0:
            line.close()
            _watch_over(json.loads(order), *files)
            return
        for file in files:
            os.close(file)


def _import_libraries() -> None:
    del sys.path[0]  # the tests' folder, which no command sees
    for name in _IMPORTED:
        importlib.import_module(name)
    find_alembic_once()
    gc.freeze()


def _watch_over(order: tuple[list[str], str, dict[str, str]], output: int, errors: int, reply: int) -> None:
    """Run the order in one more process, and tell how that ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.close(reply)
        _run(*order, output, errors)
        return
    for file in (output, errors):
        os.close(file)
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(OSError):  # who asked may be gone
        os.write(reply, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _run(command: list[str], cwd: str, environment: dict[str, str], output: int, errors: int) -> None:
    """Become that command; it ends as Python does."""
    for number, file in enumerate((output, errors), start=1):
        os.dup2(file, number)
        os.close(file)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
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


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
