"""Docker or Podman in the place of bubblewrap: an empty image, read-only mounts, the engine's own limits.

The engine starts the process, so nothing can be inherited by it: the worker connects to a socket in a folder that is
mounted. The image holds nothing; it is made on first use and needs no network.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import socket
import subprocess
import tarfile
import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from autograder.confinement import refused_calls

_IMAGE = "vaekit-empty"
_ENGINE_S = 60.0  # for what an engine does beside running: looking up, importing nothing, killing
_USER = "54321:54321"  # nobody's number: the kernel counts a user's processes, and 1000 is somebody's
_OURS = ["--rm", "--network=none", "--read-only", "--cap-drop=ALL", f"--user={_USER}"]
_OURS += ["--ulimit=nofile=1024:1024", "--ulimit=nproc=4096:4096", "--ulimit=core=0:0"]  # the worker lowers them
_WAIT_S = 0.5  # between two looks at whether a container that does not connect still lives


def problem(engine: str) -> str | None:
    """Why containers of this engine can't be run here, in a sentence; None if they can."""
    if shutil.which(engine) is None:
        return f"{engine} is not installed."
    return _trial(engine)


@cache
def _trial(engine: str) -> str | None:
    try:
        _have_image(engine)
        folders = [(Path(name), name) for name in ("/usr", "/lib", "/lib64", "/bin") if Path(name).exists()]
        _ask(engine, "run", *_OURS, *_mounts(folders), _IMAGE, "/bin/true")
    except (OSError, subprocess.SubprocessError) as error:
        words = getattr(error, "stderr", b"") or str(error).encode()
        return f"{engine} can't run a container here ({words.decode(errors='replace').strip()[-200:]})."
    return None


def _have_image(engine: str) -> None:
    with contextlib.suppress(subprocess.CalledProcessError):
        _ask(engine, "image", "inspect", _IMAGE)
        return
    nothing = io.BytesIO()
    tarfile.open(fileobj=nothing, mode="w").close()
    _ask(engine, "import", "-", _IMAGE, content=nothing.getvalue())


def _ask(engine: str, *words: str, content: bytes = b"") -> bytes:
    done = subprocess.run([engine, *words], input=content, capture_output=True, check=True, timeout=_ENGINE_S)
    return done.stdout


def _mounts(readable: Iterable[tuple[Path, str]]) -> list[str]:
    return [f"--volume={source}:{target}:ro" for source, target in readable]


class Container:
    """A container that sees some files, read-only, and empty folders; it ends when it is told to.

    `folders` are those that it may write to, in memory, with their size in bytes; `limits` what the kernel keeps it to.
    """

    CONTROL = "/control/socket"  # where the worker finds the connection to the grader

    def __init__(self, engine: str, scratch: Path) -> None:
        self._engine = engine
        self._name = f"vaekit-{uuid.uuid4().hex[:12]}"
        self._folder = scratch / "control"
        self._folder.mkdir()
        self._rules = scratch / "rules.json"
        self._rules.write_text(json.dumps(_seccomp()), encoding="utf-8")
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._folder / "socket"))
        (self._folder / "socket").chmod(0o666)  # the user inside has another number
        scratch.chmod(0o711)
        self._listener.listen(1)
        self._listener.settimeout(_WAIT_S)

    def command(
        self,
        worker: list[str],
        readable: Iterable[tuple[Path, str]],
        folders: Mapping[str, int],
        environment: Mapping[str, str],
        mib: int,
        processes: int,
    ) -> list[str]:
        """The engine's command that runs `worker` in this container."""
        options = [*_OURS, f"--name={self._name}", "--hostname=sandbox"]
        options += ["--workdir=/scratch", "--ipc=private", "--log-driver=none"]
        options += ["--security-opt=no-new-privileges", f"--security-opt=seccomp={self._rules}"]
        options += [f"--memory={mib}m", f"--memory-swap={mib}m", f"--pids-limit={processes}"]
        options += [f"--shm-size={folders['/dev/shm']}"]
        empty = {name: size for name, size in folders.items() if name != "/dev/shm"}
        options += [f"--tmpfs={name}:rw,nosuid,nodev,mode=1777,size={size}" for name, size in empty.items()]
        options += [f"--env={name}={value}" for name, value in environment.items()]
        options += _mounts([*readable, (self._folder, "/control")])
        return [self._engine, "run", *options, _IMAGE, *worker]

    def accept(self, process: subprocess.Popen[bytes], seconds: float) -> socket.socket:
        """The worker's connection; raises OSError where the container ends, or is silent, before it connects."""
        for _ in range(int(seconds / _WAIT_S)):
            with contextlib.suppress(TimeoutError):
                connection, _ = self._listener.accept()
                self._close()
                return connection
            if process.poll() is not None:
                break
        raise ConnectionAbortedError("the container ended before it was connected")

    def end(self) -> None:
        """Kill the container with everything in it."""
        self._close()
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            _ask(self._engine, "rm", "--force", self._name)

    def _close(self) -> None:
        """Nobody else may connect."""
        self._listener.close()
        (self._folder / "socket").unlink(missing_ok=True)


def _seccomp() -> dict[str, object]:
    """The filter of system calls as engines read it: the same calls are refused as under bubblewrap."""
    names, new_user, unreadable = refused_calls()
    user = {"index": 0, "value": new_user, "valueTwo": new_user, "op": "SCMP_CMP_MASKED_EQ"}
    refuse = {"action": "SCMP_ACT_ERRNO", "errnoRet": 1}
    return {
        "defaultAction": "SCMP_ACT_ALLOW",
        "syscalls": [
            {"names": names, **refuse},
            {"names": ["clone"], "args": [user], **refuse},
            {"names": unreadable, "action": "SCMP_ACT_ERRNO", "errnoRet": 38},
        ],
    }
