"""The interface of a sandbox backend: how one worker process is started, confined and stopped.

`Worker` is what `Sandbox` needs of a process that serves submissions. `Backend` is a worker that an instructor can choose
with `--sandbox`. `docs/guide/new-backend.md` shows how to add one.
"""

from __future__ import annotations

import socket
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from autograder.records.guarantees import Guarantee
from autograder.records.settings import Kind, Limits
from autograder.sandbox.limits.control_group import Group
from autograder.sandbox.limits.memory_use import family, kernel_memory_mib, memory_mib


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """What a worker is started with.

    `preload` are the modules that it imports before any student code runs. With `isolate_children` each child gets
    namespaces of its own. With `show_stderr` the worker's error output appears on this process's stderr.
    """

    preload: tuple[str, ...]
    limits: Limits
    isolate_children: bool = False
    show_stderr: bool = False


class Worker(ABC):
    """One worker process. An object starts one process, once; `stop` also cleans up after a failed start."""

    def __init__(self, options: WorkerOptions) -> None:
        self.options = options
        self.group = Group(options.limits.memory_mib, options.limits.processes)

    @abstractmethod
    def start(self) -> None:
        """Start the process and return without waiting for it. Raises OSError where the machine refuses."""

    @abstractmethod
    def connect(self, timeout_s: float) -> socket.socket:
        """Return the worker's control socket, the same at each call. `stop` closes it.

        Raises OSError or wire.ConnectionLost where the process ended or did not connect in time.
        """

    @abstractmethod
    def stop(self) -> None:
        """Kill the process and everything that it started, and remove what was made for it."""

    @property
    @abstractmethod
    def pid(self) -> int | None:
        """The worker's process number on this machine; None where no process runs."""

    def startup_error(self) -> str:
        """Return the last line that a worker wrote which never became ready; empty where it wrote none."""
        return ""

    def memory_mib(self) -> float:
        """Return the memory of the worker and its descendants; 0 where something else enforces the limit."""
        if self.pid is None:
            return 0.0
        pids = family(self.pid)
        # the first runs no student code, and may hide its few descriptors from an ordinary user
        others = [] if self.group.limits_memory else pids[1:]
        used_by_kernel = kernel_memory_mib(others, self.options.limits.open_files)
        return memory_mib(pids) + used_by_kernel


class Backend(Worker):
    """A worker that is confined in one particular way."""

    kind: ClassVar[Kind]
    is_automatic: ClassVar[bool] = True  # whether `--sandbox auto` may choose it
    children_can_kill_themselves: ClassVar[bool] = False  # of isolated ones: the first of a namespace can't

    @classmethod
    @abstractmethod
    def problem(cls) -> str | None:
        """Return why this machine can't run it, as a sentence with the remedy; None where it can."""

    @classmethod
    def can_isolate_children(cls) -> bool:
        """Return whether each child can be isolated from the worker and from other children.

        Then one worker serves many submissions. Otherwise each submission gets a worker of its own.
        """
        return False

    @classmethod
    def gives(cls) -> str:
        """Return what `vaekit doctor` says of it where it works: how it differs from the others; empty: it does not."""
        return ""

    @classmethod
    def lacks(cls) -> tuple[Guarantee, ...]:
        """Return the guarantees that it can't give on this machine; the instructor must accept the loss of each."""
        return ()
