"""The sandbox: a process that can see the Python environment and an empty scratch folder, and nothing else.

`bubblewrap` makes the namespaces, or an engine of containers does; without them the grader refuses, unless it is told
to do without. What it does not protect against stands in docs/threat-model.md.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import site
import socket
import struct
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from autograder import containers, protocol
from autograder.confinement import Group, family, memory_mib, syscall_filter
from autograder.results import SandboxError

_KIT = Path(__file__).resolve().parent
_WRITABLE = ("/tmp", "/scratch", "/dev/shm")
_INSIDE = ("worker.py", "protocol.py", "namespaces.py")
_START_S = 180.0  # importing TensorFlow on a cold disk and a busy machine takes up to a minute
_PING_S = 5.0  # a worker that lives answers at once, on a machine however busy
_MIB = 1 << 20
_CREDENTIALS = struct.Struct("iII")  # process, user, group
_OWN = "vaekit-"  # how the names of scratch folders begin
_ABANDONED_S = 86_400.0


class Kind(StrEnum):
    """What stands between student code and the machine."""

    AUTO = "auto"
    BWRAP = "bwrap"
    PODMAN = "podman"
    DOCKER = "docker"
    NONE = "none"


_ENGINES = (Kind.PODMAN, Kind.DOCKER)


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
    problems = {}
    for candidate in (Kind.BWRAP, *_ENGINES) if kind is Kind.AUTO else (kind,):
        problem = _problem() if candidate is Kind.BWRAP else containers.problem(candidate)
        if problem is None:
            return candidate
        problems[candidate] = problem
    first = next(iter(problems.values()))
    raise SandboxError(
        f"No sandbox: {first} Podman or Docker would do as well. Student code is not run without one; if you trust "
        "every submission, say --sandbox none."
        if kind is Kind.AUTO
        else f"No sandbox: {first} Take another with --sandbox, or --sandbox auto."
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


@cache
def children_live_apart() -> bool:
    """Whether a worker in bubblewrap can put each child into namespaces of its own."""
    rules = syscall_filter()
    if rules is None:  # nothing else would keep a child from making namespaces
        return False
    trial = [*bwrap_command(Limits(), apart=True), _python(), "-s", "-B", "/kit/namespaces.py", _text(rules)]
    return subprocess.run(trial, capture_output=True, check=False, env=_environment("/scratch")).returncode == 0


def _python() -> str:
    """This interpreter, as the sandbox sees it: a relative path may lead over a folder that is not there."""
    return os.path.abspath(sys.executable)  # noqa: PTH100 (a virtual environment's own link is not followed)


def _text(rules: bytes) -> str:
    return base64.b64encode(rules).decode()


class Sandbox:
    """One sandboxed worker process, started on first use and again after it is killed.

    With `zygote`, what `as_zygote` of a sandbox with the same preload has returned in whatever process, it is forked from
    that one's worker, with its limits but for memory and processes, whose control group is its own; where that has ended,
    it is started as any other.
    """

    def __init__(
        self,
        kind: Kind,
        preload: tuple[str, ...],
        limits: Limits,
        *,
        show_stderr: bool = False,
        zygote: socket.socket | None = None,
    ):
        self._kind = kind
        self._preload = preload
        self._limits = limits
        self._show_stderr = show_stderr
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._words: int | None = None  # a pipe: what fills it waits, and reaches no disk
        self._group = Group(limits.memory_mib, limits.processes)
        self._container: containers.Container | None = None
        self._ready = False
        self._zygote = zygote
        # from each other and from the worker; a zygote is there where they do
        self.apart = kind is Kind.BWRAP and (zygote is not None or children_live_apart())
        self._forked: psutil.Process | None = None  # the worker that the zygote has forked

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the worker without waiting until it is ready."""
        if self._process is not None or self._control is not None:
            return
        if self._zygote is not None:
            try:
                self._control = _ask(self._zygote)
                return
            except OSError:
                self._zygote = None
        try:
            self._start_new()
        except OSError:
            self.close()
            raise

    def _start_new(self) -> None:
        """A worker of its own. Raises OSError where the machine has no room for one."""
        if self._kind is Kind.BWRAP:  # it brings folders that are nowhere on the machine
            self._start_process("/")
            return
        _remove_abandoned()
        self._scratch = tempfile.TemporaryDirectory(prefix=_OWN, ignore_cleanup_errors=True)
        if self._kind in _ENGINES:
            self._start_container(Path(self._scratch.name))
        else:
            self._start_process(self._scratch.name)

    def as_zygote(self) -> socket.socket | None:
        """Start a worker that others are forked from, and return what they are asked for by; None where one worker for
        each must do: where children share its namespaces, or no running process can be put into a control group.
        """
        if not self.apart or not Group.can_be_joined():
            return None
        self.start()
        return self._control

    def _start_process(self, scratch: str) -> None:
        """The worker in bubblewrap, or bare: it inherits its control socket."""
        ours, theirs = socket.socketpair()
        rules = [] if self.apart else [_readable(syscall_filter() or b"")]  # there each child installs its own
        worker = self._worker("/kit" if self._kind is Kind.BWRAP else str(_KIT), theirs.fileno())
        command = self._group.enter([*self._outside(rules), *worker])
        home = "/scratch" if self._kind is Kind.BWRAP else scratch
        try:
            self._process = self._popen(
                command, cwd=scratch, env=_environment(home), pass_fds=[theirs.fileno(), *rules]
            )
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
            for pipe in rules:
                os.close(pipe)
        self._control = ours

    def _start_container(self, scratch: Path) -> None:
        """The worker in a container: it connects to its control socket."""
        self._container = containers.Container(self._kind.value, scratch)
        size = self._limits.scratch_mib * _MIB
        folders = dict.fromkeys(("/tmp", "/scratch", "/dev/shm", *covered()), size)
        command = self._container.command(
            self._worker("/kit", containers.Container.CONTROL),
            readable(),
            folders,
            _environment("/scratch"),
            self._limits.memory_mib,
            self._limits.processes,
        )
        self._process = self._popen(command)

    def _popen(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        self._words, theirs = os.pipe()
        os.set_blocking(self._words, False)
        with os.fdopen(theirs, "wb") as words:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if self._show_stderr else words,
                start_new_session=True,
                **options,
            )

    def _worker(self, kit: str, control: int | str) -> list[str]:
        settings = {
            "control": control,
            "preload": self._preload,
            "limits": self._limits.for_kernel(),
            "apart": self._apart_settings(),
            "show_stderr": self._show_stderr,
        }
        return [_python(), "-s", "-B", f"{kit}/worker.py", json.dumps(settings)]

    def _apart_settings(self) -> dict[str, Any] | None:
        """What a child needs that lives apart; None where children don't."""
        rules = syscall_filter()
        if rules is None or not self.apart:
            return None
        return {"folders": _own_folders(), "size": self._limits.scratch_mib * _MIB, "rules": _text(rules)}

    def _outside(self, rules: list[int]) -> list[str]:
        """What stands before the worker's own command."""
        if self._kind is Kind.NONE:
            return []
        seccomp = [word for pipe in rules if syscall_filter() for word in ("--seccomp", str(pipe))]
        return [*bwrap_command(self._limits, apart=self.apart), *seccomp]

    def fork(self) -> socket.socket:
        """A connection to a fresh child of the worker; any earlier child ends."""
        # a worker that was killed is started once more, and once without a zygote that has gone
        for _ in range(3):
            try:
                return self._fork()
            except (protocol.ConnectionLost, protocol.DeadlinePassed, OSError, psutil.Error) as error:
                again = self._ready or self._zygote is not None
                words = self._last_words() or (isinstance(error, OSError) and error.strerror)
                self._zygote = self._zygote if self._ready else None
                self.close()
                if not again:
                    break
        raise SandboxError(f"The sandbox did not start ({words or 'it said nothing'}).")

    def _fork(self) -> socket.socket:
        self.start()
        if self._control is None:
            assert self._container is not None
            assert self._process is not None
            self._control = self._container.accept(self._process, _START_S)
        if not self._ready:
            if self._process is None:
                self._forked = psutil.Process(_sender(self._control))
                self._group.join(self._forked.pid)
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
        try:
            lines = os.read(self._words, 1 << 16).decode(errors="replace").split("\n")
        except BlockingIOError:
            return ""
        return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")

    def end_child(self) -> None:
        """Kill the child and all that it started in its process group."""
        if self._control is not None:
            with contextlib.suppress(OSError):
                self._control.send(b"k")

    def lives(self) -> bool:
        """Whether the worker still answers: a child may have killed or stopped it."""
        if self._control is None:
            return False
        try:
            self._control.send(b"p")
            protocol.receive(self._control, _PING_S)
        except (protocol.ConnectionLost, protocol.DeadlinePassed, protocol.ProtocolError, OSError):
            return False
        return True

    @property
    def is_ready(self) -> bool:
        """Whether a worker runs that has imported what it was told to, as far as it has been asked."""
        return self._ready

    @property
    def pid(self) -> int | None:
        """The process that the machine started, or that was forked from another's; None where none runs."""
        worker = self._process or self._forked
        return worker.pid if worker is not None else None

    def memory_mib(self) -> float:
        """Memory of the worker and everything under it; a container has its limit from the engine."""
        if self._container is not None:
            return 0.0
        return memory_mib(family(self.pid)) if self.pid is not None else 0.0

    def close(self) -> None:
        """Kill the worker and everything it started."""
        if self._control is not None:
            self._control.close()
        if self._container is not None:
            self._container.end()
        if self._process is not None:
            _kill_tree(self._process.pid)
            self._process.wait()
        if self._forked is not None and self._forked.is_running():
            _kill_tree(self._forked.pid)
        self._group.leave()
        if self._scratch is not None:
            self._scratch.cleanup()
        if self._words is not None:
            os.close(self._words)
        self._control = self._process = self._scratch = self._words = self._container = self._forked = None
        self._ready = False


def _ask(zygote: socket.socket) -> socket.socket:
    """The control socket of a worker that the zygote forks. Raises OSError where it is gone."""
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    try:
        with theirs:
            socket.send_fds(zygote, [b"w"], [theirs.fileno()])
    except OSError:
        ours.close()
        raise
    return ours


def _sender(control: socket.socket) -> int:
    """The number here of the process that has sent a byte, as the kernel tells it."""
    control.settimeout(_START_S)
    said, told, _, _ = control.recvmsg(1, socket.CMSG_SPACE(_CREDENTIALS.size))
    if not said:
        raise protocol.ConnectionLost("the zygote has gone")
    return int(_CREDENTIALS.unpack(told[0][2])[0])


def _remove_abandoned() -> None:
    """Remove the scratch folders that killed graders have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_OWN}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(folder, ignore_errors=True)


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
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "0",  # the other one is compiled anew in each child: 30 ms
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "-1",
    }


def readable() -> list[tuple[Path, str]]:
    """All that the sandbox sees of the machine's files, and where: the system's libraries, Python, the worker."""
    system = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime")
    prefixes = sys.base_prefix, sys.prefix
    python = sorted({*map(os.path.abspath, prefixes), *map(os.path.realpath, prefixes)})
    seen = [(Path(path), path) for path in (*system, *python, *_other_packages(python)) if Path(path).exists()]
    return seen + [(_KIT / name, f"/kit/{name}") for name in _INSIDE]


def _other_packages(prefixes: list[str]) -> list[str]:
    """Folders of packages that a .pth file adds to the environment; those of a home are not seen by `python -s`."""
    named = [path for path in _package_folders() if path != site.getusersitepackages()]
    return [path for path in named if not any(Path(path).is_relative_to(prefix) for prefix in prefixes)]


def _package_folders() -> list[str]:
    """Where this process finds packages, by every name that a folder has."""
    found = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    found.append(sysconfig.get_paths()["purelib"])
    return sorted({*map(os.path.abspath, found), *map(os.path.realpath, found)})


def covered() -> list[str]:
    """Folders that are empty in the sandbox: an installed kit brings its hidden checks into the environment."""
    installed = [Path(place, _KIT.name) for place in _package_folders()]
    return [str(folder) for folder in installed if folder.is_dir() and _is_seen(folder)]


def _is_seen(folder: Path) -> bool:
    return any(folder.is_relative_to(target) for _, target in readable())


def _own_folders() -> list[str]:
    """Folders that each child gets anew: not one that the environment lies under, which stays closed to writing."""
    targets = [Path(target) for _, target in readable()]
    return [name for name in _WRITABLE if not any(Path(name) in target.parents for target in targets)]


def bwrap_command(limits: Limits, *, apart: bool = False) -> list[str]:
    """The bubblewrap command: every namespace new, the file system built up from nothing.

    With `apart` its worker may make namespaces: it runs nothing but the kit's code, and its children lose the right.
    """
    command = ["bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"]
    command += ["--hostname", "sandbox", "--cap-drop", "ALL"]
    if apart:
        command += ["--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETFCAP", "--uid", "0", "--gid", "0"]
    else:
        command += ["--disable-userns", "--uid", "1000", "--gid", "1000"]
    size = str(limits.scratch_mib * _MIB)
    command += ["--size", size, "--tmpfs", "/tmp"]  # first: the environment may lie under it
    for source, target in readable():
        if source.is_symlink() and source.parent == Path("/"):  # as /lib is today
            command += ["--symlink", str(source.readlink()), target]
        else:
            command += ["--ro-bind", str(source), target]
    for folder in covered():
        command += ["--tmpfs", folder, "--remount-ro", folder]
    # read-only: where root grades, the kernel takes the sandbox's user for root, who may write what is under /proc/sys
    command += ["--proc", "/proc", "--remount-ro", "/proc"]
    command += ["--dev", "/dev", "--size", size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]
    if apart:  # what no child covers must not be a place to leave things in
        command += [word for name in set(_WRITABLE) - set(_own_folders()) for word in ("--remount-ro", name)]
    command += ["--size", size, "--tmpfs", "/scratch", "--chdir", "/scratch", "--remount-ro", "/"]
    return command
