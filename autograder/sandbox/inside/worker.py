"""Runs inside the sandbox: imports the framework once, then forks a child for each loading of a notebook.

The worker obeys the orders of `wire.Order` on its control socket. It imports the modules that it was told to, and runs no
student code. Started by path, beside `wire.py` and the other files of this folder; imports nothing else of the kit.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import socket
import sys
from pathlib import Path
from types import ModuleType

import forking  # type: ignore[import-not-found, unused-ignore]  # beside this file, in the sandbox
import wire  # type: ignore[import-not-found, unused-ignore]
from preload import preload  # type: ignore[import-not-found, unused-ignore]
from wire import MessageKind, Order  # type: ignore[import-not-found, unused-ignore]


class ControlSocketServer:
    """Obeys the control socket of one grader."""

    def __init__(
        self, control: socket.socket, settings: wire.WorkerSettings, isolation: ModuleType | None
    ) -> None:
        self._control = control
        self._settings = settings
        self._isolation = isolation
        self._child: forking.ForkedChild | None = None

    def serve(self) -> None:
        """Say that the worker is ready, and obey until the control socket closes."""
        self._send_ready()
        while True:
            self._control.settimeout(None)
            order, handles, _, _ = socket.recv_fds(self._control, 1, 1)
            if not order:
                break
            self._obey(Order(order), handles)
        self._end_child()

    def _obey(self, order: wire.Order, handles: list[int]) -> None:
        if order is Order.PING:
            wire.send(self._control, {"kind": MessageKind.ALIVE})
        elif order is Order.CHILD_STATE:
            number = self._child.ended_by() if self._child is not None else None
            wire.send(self._control, {"kind": MessageKind.CHILD_ENDED, "signal": number})
        elif order is Order.END_CHILD:
            self._end_child()
        elif order is Order.FORK:
            self._end_child()
            self._child = forking.fork_child(self._control, handles[0], self._settings, self._isolation)
            os.close(handles[0])
        elif order is Order.FORK_WORKER:
            self._fork_worker(handles[0])

    def _send_ready(self) -> None:
        wire.send(self._control, {"kind": MessageKind.READY})

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child = None

    def _fork_worker(self, handle: int) -> None:
        """Fork a worker like this one that obeys `handle`. Where that fails, the grader finds its socket closed."""
        with contextlib.suppress(ChildProcessError):  # collects those that have ended
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        try:
            is_new = os.fork() == 0
        except OSError:
            is_new = False
        if not is_new:
            os.close(handle)
            return
        os.setsid()
        self._control.close()
        self._control, self._child = socket.socket(fileno=handle), None
        self._control.send(Order.FORK_WORKER.value)  # by which the kernel tells the grader who this is
        self._send_ready()


def _connect(control: int | str) -> socket.socket:
    """Return the grader's connection: inherited, or behind a path."""
    if isinstance(control, int):
        return socket.socket(fileno=control)
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(control)
    return connection


def _hide_the_kit() -> None:
    """Make the modules of this folder unknown to `import`.

    Code that asks whether it is graded finds no known name, and a package of the same name can be imported.
    """
    folder = Path(__file__).parent
    for path in folder.glob("*.py"):
        sys.modules.pop(path.stem, None)
    sys.path[:] = [entry for entry in sys.path if Path(entry) != folder]


def main() -> None:
    settings = wire.WorkerSettings.from_json(sys.argv[1])
    control = _connect(settings.control)
    isolation = None
    if settings.isolation is not None:
        isolation = importlib.import_module(settings.isolation.module)
        isolation.prepare_worker(**settings.isolation.options)
    forking.open_standard_streams(keep_stderr=settings.show_stderr)
    _hide_the_kit()
    preload(settings.preload)
    forking.set_dumpable(False)  # or a child may write into this process's memory
    ControlSocketServer(control, settings, isolation).serve()
    os._exit(0)


if __name__ == "__main__":
    main()
