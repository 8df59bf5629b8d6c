"""A sandboxed worker process, whatever confines it: started, asked for children, and started again after it died.

The backends in `backends/` confine it; without one the grader refuses, unless it is told to do without. What they do not
protect against stands in docs/threat-model.md.
"""

from __future__ import annotations

import socket
from types import TracebackType
from typing import NamedTuple

import psutil

from autograder import wire
from autograder.records.errors import SandboxError
from autograder.records.settings import Kind, Limits
from autograder.sandbox.backends.backend import Worker, WorkerOptions
from autograder.sandbox.backends.forked import ForkedWorker
from autograder.sandbox.choose_backend import backend_for
from autograder.sandbox.control_socket import Control
from autograder.sandbox.limits import machine_capacity
from autograder.sandbox.limits.control_group import Group

_START_S = 180.0  # importing TensorFlow on a cold disk and a busy machine takes up to a minute
_TRIES = 3  # a worker that was killed is started once more, and once without a zygote that has gone


class Zygote(NamedTuple):
    """A worker that other workers are forked from: what it has imported, and the socket where they are asked for."""

    preload: tuple[str, ...]
    control: socket.socket


class Sandbox:
    """One sandboxed worker process, started on first use and again after it is killed.

    With a `zygote`, from a sandbox with the same preload in whatever process, the worker is forked from the zygote. Where
    the zygote has gone, the worker is started as any other.
    """

    def __init__(
        self,
        kind: Kind,
        preload: tuple[str, ...],
        limits: Limits,
        *,
        show_stderr: bool = False,
        zygote: Zygote | None = None,
    ):
        self._backend = backend_for(kind)
        # a zygote exists only where children are isolated
        isolate = zygote is not None or self._backend.can_isolate_children()
        self._options = WorkerOptions(preload, limits, isolate, show_stderr)
        self._zygote = zygote
        self._worker: Worker | None = None
        self._control: Control | None = None
        self._is_ready = False

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def isolates_children(self) -> bool:
        """Whether no child can reach the worker or another child: then one worker serves many submissions."""
        return self._options.isolate_children

    @property
    def children_can_kill_themselves(self) -> bool:
        """Whether a signal that ended a child may have been the child's own."""
        return self._backend.children_can_kill_themselves

    @property
    def is_ready(self) -> bool:
        """Whether a worker runs that has imported what it was told to, as far as it has been asked."""
        return self._is_ready

    @property
    def pid(self) -> int | None:
        """The worker's process number on this machine; None where none runs."""
        return self._worker.pid if self._worker is not None else None

    def start(self) -> None:
        """Start the worker without waiting until it is ready. Raises OSError where the machine has no room for it."""
        if self._worker is not None:
            return
        if self._zygote is not None:
            try:
                self._start(ForkedWorker(self._options, self._zygote.control))
                return
            except OSError:
                self._zygote = None
        self._start(self._backend(self._options))

    def _start(self, worker: Worker) -> None:
        self._worker = worker
        try:
            worker.start()
        except OSError:
            self.close()
            raise

    def as_zygote(self) -> Zygote | None:
        """Start a worker that others are forked from, and return it; None where each process must start its own.

        That is so where children share the worker's namespaces, or a running process can't be put into a control group.
        """
        if not self.isolates_children or not Group.can_be_joined():
            return None
        self.start()
        assert self._worker is not None
        return Zygote(self._options.preload, self._worker.connect(_START_S))

    def fork(self) -> socket.socket:
        """Return a connection to a fresh child of the worker; any earlier child ends. Raises SandboxError."""
        for _ in range(_TRIES):
            try:
                return self._ready_control().fork()
            except (wire.ConnectionLost, wire.DeadlinePassed, OSError, psutil.Error) as error:
                may_retry = self._is_ready or self._zygote is not None
                reason = self._startup_error() or (isinstance(error, OSError) and error.strerror)
                self._zygote = self._zygote if self._is_ready else None
                self.close()
                if not may_retry:
                    break
        raise SandboxError(f"The sandbox did not start ({reason or 'it said nothing'}).")

    def _ready_control(self) -> Control:
        """The control of a worker that is ready, started if need be."""
        self.start()
        assert self._worker is not None
        if self._control is None:
            self._control = Control(self._worker.connect(_START_S))
        if not self._is_ready:
            self._control.wait_until_ready(_START_S)
            self._is_ready = True
        return self._control

    def _startup_error(self) -> str:
        """What the worker wrote last, before any student code could write."""
        return self._worker.startup_error() if self._worker is not None and not self._is_ready else ""

    def end_child(self) -> None:
        """Kill the child and all that it started."""
        if self._control is not None:
            self._control.end_child()

    def is_alive(self) -> bool:
        """Return whether the worker still answers: a child may have killed or stopped it."""
        return self._control is not None and self._control.is_alive()

    def signal_that_ended_child(self) -> int | None:
        """Return the signal that ended the child, 0 where it ended by itself; None where it runs or nobody answers."""
        return self._control.signal_that_ended_child() if self._control is not None else None

    def memory_kills(self) -> int:
        """Return how often the kernel has killed in the worker's control groups for want of memory."""
        return machine_capacity.memory_kills(self.pid) if self.pid is not None else 0

    def memory_mib(self) -> float:
        """Return the memory of the worker and its descendants; 0 where something else enforces the limit."""
        return self._worker.memory_mib() if self._worker is not None else 0.0

    def close(self) -> None:
        """Kill the worker and everything it started."""
        if self._worker is not None:
            self._worker.stop()
        self._worker = self._control = None
        self._is_ready = False
