"""The Podman and Docker backends: an empty image, read-only mounts, and the engine's own limits.

The engine starts the process, so the process inherits nothing: the worker connects to a socket in a folder that is
mounted. The image holds only the machine's top-level links and the folders that can be written. It is made on
first use, without a network.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import socket
import subprocess
import tarfile
import uuid
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from autograder.records.settings import Kind
from autograder.records.units import MIB
from autograder.sandbox.backends.backend import WorkerOptions
from autograder.sandbox.backends.environment import worker_command, worker_environment
from autograder.sandbox.backends.process import SubprocessBackend
from autograder.sandbox.limits.system_calls import engine_profile
from autograder.sandbox.mounts import covered, links, python_in_sandbox, readable
from autograder.wire import KIT_FOLDER, SCRATCH_FOLDER

_IMAGE = "vaekit-frame"
_ENGINE_S = 60.0  # for an engine's commands other than `run`
_USER = "54321:54321"  # an unused number: the kernel counts processes by user, and 1000 is somebody's
_NO_TERMINALS = "--tmpfs=/dev/pts:ro,nosuid,nodev,noexec,size=4k"  # of an engine's own, nothing bounds the number
_OPTIONS = ["--rm", _NO_TERMINALS, "--network=none", "--read-only", "--cap-drop=ALL", f"--user={_USER}"]
_OPTIONS += [
    "--ulimit=nofile=1024:1024",
    "--ulimit=nproc=4096:4096",
    "--ulimit=core=0:0",
]  # the worker lowers them
_POLL_S = 0.5  # how often to look whether a container that does not connect still runs
_CONTROL_FOLDER = "/control"
_WRITABLE = ("/tmp", SCRATCH_FOLDER)
# An engine writes these by itself: the name servers and the search domain of the machine's network are among it
_OF_ENGINE = ("/etc/hostname", "/etc/hosts", "/etc/resolv.conf")


class _Container(SubprocessBackend):
    """A worker in a container that sees some files, read-only, and empty folders in memory."""

    def __init__(self, options: WorkerOptions) -> None:
        super().__init__(options)
        self._name = f"{name_prefix()}{uuid.uuid4().hex[:12]}"
        self._listener: socket.socket | None = None

    @classmethod
    def problem(cls) -> str | None:
        engine = cls.kind.value
        return f"{engine} is not installed." if shutil.which(engine) is None else _trial(engine)

    def start(self) -> None:
        scratch = self.new_scratch()
        control = scratch / "control"
        control.mkdir()
        self._listener = _listen(control / "socket")
        scratch.chmod(0o711)
        rules, empty = scratch / "rules.json", scratch / "empty"
        rules.write_text(json.dumps(engine_profile()), encoding="utf-8")
        empty.touch()
        worker = worker_command(self.options, KIT_FOLDER, f"{_CONTROL_FOLDER}/socket")
        self.start_process([self.kind.value, "run", *self._options(control, rules, empty), _IMAGE, *worker])

    def _options(self, control: Path, rules: Path, empty: Path) -> list[str]:
        limits = self.options.limits
        options = [*_OPTIONS, f"--name={self._name}", "--hostname=sandbox"]
        options += [f"--workdir={SCRATCH_FOLDER}", "--ipc=private", "--log-driver=none"]
        options += ["--security-opt=no-new-privileges", f"--security-opt=seccomp={rules}"]
        options += [f"--memory={limits.memory_mib}m", f"--memory-swap={limits.memory_mib}m"]
        options += [f"--pids-limit={limits.processes}"]
        size = limits.scratch_mib * MIB
        options += [f"--shm-size={size}"]
        options += [f"--tmpfs={name}:rw,nosuid,nodev,mode=1777,size={size}" for name in (*_WRITABLE, *covered())]
        options += [f"--env={name}={value}" for name, value in worker_environment(SCRATCH_FOLDER).items()]
        instead = [(empty, name) for name in _OF_ENGINE]
        return [*options, *_mounts([*readable(), (control, _CONTROL_FOLDER), *instead])]

    def connect(self, timeout_s: float) -> socket.socket:
        if self._control is None:
            self._control = self._accept(timeout_s)
        return self._control

    def _accept(self, timeout_s: float) -> socket.socket:
        """Wait for the worker's connection; raises OSError where the container ends, or is silent, before it connects."""
        assert self._listener is not None
        assert self._process is not None
        for _ in range(int(timeout_s / _POLL_S)):
            with contextlib.suppress(TimeoutError):
                connection, _ = self._listener.accept()
                self._close_listener()
                return connection
            if self._process.poll() is not None:
                break
        raise ConnectionAbortedError("the container ended before it was connected")

    def _close_listener(self) -> None:
        """Let nobody else connect."""
        if self._listener is not None:
            path = self._listener.getsockname()
            self._listener.close()
            Path(path).unlink(missing_ok=True)
        self._listener = None

    def memory_mib(self) -> float:
        """Return 0: the engine enforces the limit."""
        return 0.0

    def stop(self) -> None:
        self._close_listener()
        if self._process is not None:
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                _run(self.kind.value, "rm", "--force", self._name)
        super().stop()


def name_prefix() -> str:
    """Return what the names of this process's containers begin with: an administrator sees which grading one is of."""
    return f"vaekit-{os.getpid()}-"


def containers(engine: str) -> list[str]:
    """Return the names of this process's containers that the engine has. Raises CalledProcessError where it fails."""
    found = _run(engine, "ps", "--all", f"--filter=name=^/?{name_prefix()}", "--format={{.Names}}")
    return found.decode().split()


class Podman(_Container):
    """Containers of Podman."""

    kind = Kind.PODMAN


class Docker(_Container):
    """Containers of Docker."""

    kind = Kind.DOCKER


@cache
def _trial(engine: str) -> str | None:
    """Return why the engine can't run a container here; None where it can."""
    try:
        _have_image(engine)
        _run(engine, "run", *_OPTIONS, *_mounts(readable()), _IMAGE, python_in_sandbox(), "-I", "-S", "-c", "")
    except (OSError, subprocess.SubprocessError) as error:
        output = getattr(error, "stderr", b"") or str(error).encode()
        return f"{engine} can't run a container here ({output.decode(errors='replace').strip()[-200:]})."
    return None


def _have_image(engine: str) -> None:
    """Make the image unless the engine has it."""
    with contextlib.suppress(subprocess.CalledProcessError):
        _run(engine, "image", "inspect", _IMAGE)
        return
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as image:
        for name, target in links():
            link = tarfile.TarInfo(name.lstrip("/"))
            link.type, link.linkname = tarfile.SYMTYPE, target
            image.addfile(link)
        # Docker gives a file system in memory the rights of the folder that it is mounted on
        for name in _WRITABLE:
            folder = tarfile.TarInfo(name.lstrip("/"))
            folder.type, folder.mode = tarfile.DIRTYPE, 0o1777
            image.addfile(folder)
    _run(engine, "import", "-", _IMAGE, content=archive.getvalue())


def _run(engine: str, *arguments: str, content: bytes = b"") -> bytes:
    """Run a command of the engine and return its output; raises CalledProcessError where it fails."""
    done = subprocess.run([engine, *arguments], input=content, capture_output=True, check=True, timeout=_ENGINE_S)
    return done.stdout


def _mounts(paths: Iterable[tuple[Path, str]]) -> list[str]:
    return [f"--volume={source}:{target}:ro" for source, target in paths]


def _listen(path: Path) -> socket.socket:
    """Return a socket that one worker may connect to."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    path.chmod(0o666)  # the user inside has another number
    listener.listen(1)
    listener.settimeout(_POLL_S)
    return listener
