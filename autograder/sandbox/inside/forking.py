"""Runs inside the sandbox: forks a child that serves one connection, and ends it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import socket
import time
from types import ModuleType

import wire  # type: ignore[import-not-found, unused-ignore]  # beside this file, in the sandbox
from child import Child  # type: ignore[import-not-found, unused-ignore]
from errors import describe  # type: ignore[import-not-found, unused-ignore]

_PR_SET_DUMPABLE = 4  # of linux/prctl.h
_WAIT_TRIES, _WAIT_PAUSE_S = 20, 0.05


class ForkedChild:
    """A child of the worker. What isolates it ends it with all that it started; the others share their session."""

    def __init__(self, pid: int, isolation: ModuleType | None) -> None:
        self._pid = pid
        self._isolation = isolation
        self._status: int | None = None  # as `waitpid` has it, once the child has ended

    def end(self) -> None:
        """Kill the child and all that it started, and collect what has ended."""
        if self._isolation is not None:
            self._status = self._isolation.end_isolated(self._pid, self._status)
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while self._status is None:
                pid, status = os.waitpid(-1, 0)
                self._status = status if pid == self._pid else None

    def ended_by(self) -> int | None:
        """Return the signal that has ended the child; 0 where it ended by itself, None where it lives."""
        for _ in range(_WAIT_TRIES):  # its connection closes a moment before it is gone
            self._poll()
            if self._status is not None:
                return os.WTERMSIG(self._status) if os.WIFSIGNALED(self._status) else 0
            time.sleep(_WAIT_PAUSE_S)
        return None

    def _poll(self) -> None:
        with contextlib.suppress(ChildProcessError):
            if self._status is None:
                pid, status = os.waitpid(self._pid, os.WNOHANG)
                self._status = status if pid else None


def fork_child(
    control: socket.socket, handle: int, settings: wire.WorkerSettings, isolation: ModuleType | None
) -> ForkedChild | None:
    """Fork a child that serves the connection `handle`. Where the machine refuses one, the connection says so."""

    def serve() -> None:
        control.close()
        set_dumpable(True)
        _serve(socket.socket(fileno=handle), settings)

    try:
        if isolation is not None:
            pid = isolation.fork_isolated(serve, **settings.isolation.options)
            return ForkedChild(pid, isolation)
        pid = os.fork()
    except OSError as error:
        with socket.socket(fileno=os.dup(handle)) as connection, contextlib.suppress(wire.ConnectionLost):
            wire.send(connection, wire.Reply(wire.MessageKind.REFUSED, error=describe(error)))
        return None
    if pid == 0:
        serve()
    return ForkedChild(pid, None)


def set_dumpable(may_be_read: bool) -> None:
    """Set whether processes of the same user may read and write this one's memory."""
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, int(may_be_read), 0, 0, 0)


def open_standard_streams(*, keep_stderr: bool) -> None:
    """Open /dev/null for this process alone: flags set on a stream that it shares would stay for the next child."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        if standard != 2 or not keep_stderr:
            os.dup2(null, standard)
    if null > 2:
        os.close(null)


def _serve(connection: socket.socket, settings: wire.WorkerSettings) -> None:
    if os.getsid(0) != os.getpid():  # unless what isolates it has done so, and refuses it now
        os.setsid()
    try:
        open_standard_streams(keep_stderr=settings.show_stderr)
        for name, value in settings.limits.items():
            _limit(getattr(resource, name), value)
        Child(connection).serve()
    except (wire.ConnectionLost, wire.ProtocolError):
        pass
    finally:
        os._exit(0)


def _limit(resource_number: int, value: int) -> None:
    """Set a limit of the kernel's, or leave the lower one that holds already."""
    _, hard = resource.getrlimit(resource_number)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(resource_number, (value, value))
