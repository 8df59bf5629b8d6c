"""The base of backends whose worker is a program that this process starts."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

from autograder.sandbox.backends.backend import Backend, WorkerOptions
from autograder.sandbox.backends.environment import worker_command, worker_environment
from autograder.sandbox.backends.scratch import new_scratch_folder
from autograder.sandbox.backends.stderr import printing_pipe
from autograder.wire import Isolation


class SubprocessBackend(Backend):
    """A worker that inherits its control socket. A subclass implements `problem` and `start`, which calls `launch`."""

    def __init__(self, options: WorkerOptions) -> None:
        super().__init__(options)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._stderr: int | None = None  # a pipe: what fills it waits, and reaches no disk
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    @abstractmethod
    def start(self) -> None:
        """Start the worker by `launch`."""

    def child_isolation(self) -> Isolation | None:
        """Return what the worker needs to isolate each child; None where children share its confinement."""
        return None

    def launch(self, confine: list[str], *, kit: str, home: str, cwd: str, inherited: Iterable[int] = ()) -> None:
        """Start the worker in a control group, its command behind `confine`.

        `kit` is the folder with the worker's files, and `home` its home, both as the sandbox names them; `inherited` are
        file descriptors that `confine` reads.
        """
        self._control, worker_end = socket.socketpair()
        with worker_end:
            worker = worker_command(self.options, kit, worker_end.fileno(), self.child_isolation())
            self.start_process(
                self.group.enter([*confine, *worker]),
                cwd=cwd,
                env=worker_environment(home),
                pass_fds=[worker_end.fileno(), *inherited],
            )

    def start_process(self, command: list[str], **options: Any) -> None:
        """Start a program whose error output is kept, or shown."""
        self._stderr, writer = os.pipe()
        os.set_blocking(self._stderr, False)
        with os.fdopen(writer, "wb") as pipe, contextlib.ExitStack() as stack:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stack.enter_context(printing_pipe()) if self.options.show_stderr else pipe,
                start_new_session=True,
                **options,
            )

    def new_scratch(self) -> Path:
        """Make a folder that is removed when the worker stops."""
        self._scratch = new_scratch_folder()
        return Path(self._scratch.name)

    def connect(self, timeout_s: float) -> socket.socket:
        if self._control is None:
            raise ConnectionAbortedError("the worker was not started")
        return self._control

    def stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            kill_tree(self._process.pid)
            self._process.wait()
        self.group.leave()
        if self._scratch is not None:
            self._scratch.cleanup()
        if self._stderr is not None:
            os.close(self._stderr)
        self._process = self._control = self._stderr = self._scratch = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def startup_error(self) -> str:
        if self._stderr is None:
            return ""
        try:
            lines = os.read(self._stderr, 1 << 16).decode(errors="replace").split("\n")
        except BlockingIOError:
            return ""
        return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")


def kill_tree(pid: int) -> None:
    """Kill a process, its descendants and its process group."""
    with contextlib.suppress(psutil.Error):
        for process in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                process.kill()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
