"""A worker that another sandbox's worker, the zygote, forks: the framework is imported once for a whole batch."""

from __future__ import annotations

import socket
import struct

import psutil

from autograder import wire
from autograder.sandbox.backends.backend import Worker, WorkerOptions
from autograder.sandbox.backends.process import kill_tree
from autograder.sandbox.control_socket import send_with_socket
from autograder.wire import Order

_CREDENTIALS = struct.Struct("iII")  # process, user, group


class ForkedWorker(Worker):
    """A worker with the zygote's confinement and limits, but in a control group of its own."""

    def __init__(self, options: WorkerOptions, zygote: socket.socket) -> None:
        super().__init__(options)
        self._zygote = zygote
        self._control: socket.socket | None = None
        self._process: psutil.Process | None = None

    def start(self) -> None:
        self._control = send_with_socket(self._zygote, Order.FORK_WORKER, with_credentials=True)

    def connect(self, timeout_s: float) -> socket.socket:
        if self._control is None:
            raise ConnectionAbortedError("the worker was not started")
        if self._process is None:
            self._process = psutil.Process(_sender_pid(self._control, timeout_s))
            self.group.join(self._process.pid)
        return self._control

    def stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None and self._process.is_running():
            kill_tree(self._process.pid)
        self.group.leave()
        self._control = self._process = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None


def _sender_pid(control: socket.socket, timeout_s: float) -> int:
    """Receive one byte, and return the process number here of its sender, as the kernel tells it."""
    control.settimeout(timeout_s)
    data, ancillary, _, _ = control.recvmsg(1, socket.CMSG_SPACE(_CREDENTIALS.size))
    if not data:
        raise wire.ConnectionLost("the zygote has gone")
    return int(_CREDENTIALS.unpack(ancillary[0][2])[0])
