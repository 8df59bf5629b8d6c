"""The sandbox: a process that can see the Python environment and an empty scratch folder, and nothing else.

`bubblewrap` makes the namespaces; without it the grader refuses, unless it is told to do without. What it
does not protect against stands in the README.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO

import psutil

from autograder import protocol
from autograder.confinement import Group, family, memory_mib, syscall_filter
from autograder.results import SandboxError

_KIT = Path(__file__).resolve().parent
_START_S = 180.0  # importing TensorFlow on a cold disk and a busy machine takes up to a minute
_MIB = 1 << 20


class Kind(StrEnum):
    """What stands between student code and the machine."""

    AUTO = "auto"
    BWRAP = "bwrap"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use. Times are wall-clock seconds."""

    submission_s: float = 120.0
    question_s: float = 20.0
    statement_s: float = 10.0
    cpu_s: int = 240
    memory_mib: int = 4096
    file_mib: int = 64
    scratch_mib: int = 256
    processes: int = 512
    open_files: int = 256
    restarts: int = 8

    def for_kernel(self) -> dict[str, int]:
        """The limits that the kernel keeps on each process."""
        return {
            "RLIMIT_CPU": self.cpu_s,
            "RLIMIT_DATA": self.memory_mib * _MIB,
            "RLIMIT_FSIZE": self.file_mib * _MIB,
            "RLIMIT_NOFILE": self.open_files,
            "RLIMIT_NPROC": self.processes,
            "RLIMIT_CORE": 0,
        }


def choose(kind: Kind) -> Kind:
    """The kind that this machine can give; raises SandboxError, with the remedy, where it can't."""
    if kind is Kind.NONE:
        return kind
    problem = _problem()
    if problem is None:
        return Kind.BWRAP
    raise SandboxError(
        f"No sandbox: {problem} Student code is not run without one; if you trust every submission, "
        "say --sandbox none."
    )


def _problem() -> str | None:
    if sys.platform != "linux":
        return "bubblewrap needs Linux (on Windows use WSL 2; on macOS a Linux virtual machine)."
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (`sudo apt-get install bubblewrap`, or your system's package)."
    trial = subprocess.run(
        ["bwrap", "--unshare-all", "--unshare-user", "--ro-bind", "/", "/", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    if trial.returncode != 0:
        return f"bubblewrap can't make a namespace here ({trial.stderr.strip()[:200]})."
    return None


class Sandbox:
    """One sandboxed worker process, started on first use and again after it is killed."""

    def __init__(self, kind: Kind, preload: tuple[str, ...], limits: Limits, *, show_stderr: bool = False):
        self._kind = kind
        self._preload = preload
        self._limits = limits
        self._show_stderr = show_stderr
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._words: IO[bytes] | None = None
        self._group = Group(limits.memory_mib, limits.processes)
        self._ready = False

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the worker without waiting until it is ready."""
        if self._process is not None:
            return
        self._control, theirs = socket.socketpair()
        settings = {
            "control": theirs.fileno(),
            "preload": self._preload,
            "limits": self._limits.for_kernel(),
            "show_stderr": self._show_stderr,
        }
        self._scratch = tempfile.TemporaryDirectory(prefix="vaekit-", ignore_cleanup_errors=True)
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the worker)
        rules = _readable(syscall_filter() or b"")
        self._process = subprocess.Popen(
            self._group.enter(self._command(json.dumps(settings), rules)),
            env=_environment("/scratch" if self._kind is Kind.BWRAP else self._scratch.name),
            cwd=self._scratch.name,
            pass_fds=[theirs.fileno(), rules],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None if self._show_stderr else self._words,
            start_new_session=True,
        )
        theirs.close()
        os.close(rules)
        self._ready = False

    def fork(self) -> socket.socket:
        """A connection to a fresh child of the worker; any earlier child ends."""
        for _ in range(2):  # a worker that student code has killed is started once more
            try:
                return self._fork()
            except (protocol.ConnectionLost, protocol.DeadlinePassed, OSError):
                died, words = self._ready, self._last_words()
                self.close()
                if not died:
                    break
        raise SandboxError(f"The sandbox did not start ({words or 'it said nothing'}).")

    def _fork(self) -> socket.socket:
        self.start()
        assert self._control is not None
        if not self._ready:
            protocol.receive(self._control, _START_S)
            self._ready = True
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"f"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
        return ours

    def _last_words(self) -> str:
        """The last line that bubblewrap or Python wrote before any student code could write."""
        if self._words is None or self._ready:
            return ""
        self._words.seek(0)
        lines = self._words.read(1 << 16).decode(errors="replace").split("\n")
        return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")

    def end_child(self) -> None:
        """Kill the child and all that it started in its process group."""
        if self._control is not None:
            with contextlib.suppress(OSError):
                self._control.send(b"k")

    def memory_mib(self) -> float:
        """Memory of the worker and everything under it."""
        return memory_mib(family(self._process.pid)) if self._process is not None else 0.0

    def close(self) -> None:
        """Kill the worker and everything it started."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            _kill_tree(self._process.pid)
            self._process.wait()
            self._group.leave()
        if self._scratch is not None:
            self._scratch.cleanup()
        if self._words is not None:
            self._words.close()
        self._control = self._process = self._scratch = self._words = None

    def _command(self, settings: str, rules: int) -> list[str]:
        if self._kind is Kind.NONE:
            return [sys.executable, "-s", "-B", str(_KIT / "worker.py"), settings]
        worker = [sys.executable, "-s", "-B", "/kit/worker.py", settings]
        seccomp = ["--seccomp", str(rules)] if syscall_filter() else []
        return [*bwrap_command(self._limits), *seccomp, *worker]


def _readable(content: bytes) -> int:
    """A file descriptor from which a few kilobytes can be read."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(content)
    return reading


def _kill_tree(pid: int) -> None:
    with contextlib.suppress(psutil.Error):
        for process in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                process.kill()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _environment(home: str) -> dict[str, str]:
    """All that the worker sees of an environment: nothing of the user's."""
    return {
        "HOME": home,
        "TMPDIR": home,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "USER": "student",
        "PYTHONHASHSEED": "random",
        "PYTHONNOUSERSITE": "1",
        "MPLBACKEND": "Agg",
        "KERAS_BACKEND": "tensorflow",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "-1",
    }


def bwrap_command(limits: Limits) -> list[str]:
    """The bubblewrap command: every namespace new, the file system built up from nothing."""
    command = ["bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent"]
    command += [
        "--new-session",
        "--cap-drop",
        "ALL",
        "--uid",
        "1000",
        "--gid",
        "1000",
        "--hostname",
        "sandbox",
    ]
    size = str(limits.scratch_mib * _MIB)
    command += ["--size", size, "--tmpfs", "/tmp"]  # first: the environment may lie under it
    for folder in ("/usr", "/lib", "/lib64", "/bin", "/sbin"):
        if Path(folder).is_symlink():
            command += ["--symlink", str(Path(folder).readlink()), folder]
        else:
            command += ["--ro-bind-try", folder, folder]
    for path in ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"):
        command += ["--ro-bind-try", path, path]
    for prefix in sorted({sys.base_prefix, sys.prefix, *map(os.path.realpath, (sys.base_prefix, sys.prefix))}):
        command += ["--ro-bind", prefix, prefix]
    installed = Path(sysconfig.get_paths()["purelib"]) / _KIT.name
    if installed.is_dir():  # an installed kit brings its hidden checks into the environment: cover them
        command += ["--tmpfs", str(installed)]
    for name in ("worker.py", "protocol.py"):
        command += ["--ro-bind", str(_KIT / name), f"/kit/{name}"]
    # read-only: where root grades, the kernel takes the sandbox's user for root, who may write what is under /proc/sys
    command += ["--proc", "/proc", "--remount-ro", "/proc"]
    command += ["--dev", "/dev", "--size", size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]
    command += ["--size", size, "--tmpfs", "/scratch", "--chdir", "/scratch", "--remount-ro", "/"]
    return command
