"""A control group that limits the memory and the processes of a worker."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import time
import uuid
from functools import cache
from pathlib import Path

from autograder.records.units import MIB

_TRIES, _PAUSE_S = 250, 0.02  # killed processes take a moment to go
_ABANDONED_S = 60.0


class Group:
    """A control group that limits the memory and the number of its processes together.

    Where none can be made, commands run without one.
    """

    def __init__(self, mib: int, processes: int) -> None:
        self._limits = {"memory": ("memory.limit_in_bytes", mib * MIB), "pids": ("pids.max", processes)}
        self._folders: list[Path] = []

    def enter(self, command: list[str]) -> list[str]:
        """Return the command changed so that it starts inside the group."""
        self._make()
        if self._folders:
            enter = "; ".join(f"echo $$ > {shlex.quote(str(folder / 'cgroup.procs'))}" for folder in self._folders)
            return ["/bin/sh", "-e", "-c", f'{enter}; exec "$@"', "sh", *command]
        if _systemd_can_make_groups():
            (_, memory), (_, processes) = self._limits.values()
            limits = [f"MemoryMax={memory}", "MemorySwapMax=0", f"TasksMax={processes}"]
            return [*_systemd_run(), *(f"--property={limit}" for limit in limits), *command]
        return command

    @property
    def limits_memory(self) -> bool:
        """Whether the kernel limits the memory of the group's processes, including what it uses for them itself."""
        name, _ = self._limits["memory"]
        if self._folders:  # perhaps a group for the number of processes alone
            return any((folder / name).exists() for folder in self._folders)
        return _systemd_can_make_groups()

    @staticmethod
    def can_be_joined() -> bool:
        """Return whether a running process can be moved into a group; True also where no group can be made at all."""
        return _version_1_group("memory") is not None or not _systemd_can_make_groups()

    def join(self, pid: int) -> None:
        """Move a running process into the group. Raises OSError where it has ended, or no group can be made."""
        self._make()
        if len(self._folders) < sum(_version_1_group(controller) is not None for controller in self._limits):
            raise OSError("no control group could be made")
        for folder in self._folders:
            (folder / "cgroup.procs").write_text(str(pid))

    def _make(self) -> None:
        made = (_make_group(controller, limit, value) for controller, (limit, value) in self._limits.items())
        self._folders += [folder for folder in made if folder is not None]

    def leave(self) -> None:
        """Kill every process that is still in the group, and remove it."""
        for _ in range(_TRIES):
            self._folders = [folder for folder in self._folders if not _is_removed(folder)]
            if not self._folders:
                break
            time.sleep(_PAUSE_S)
        self._folders = []


def _is_removed(folder: Path) -> bool:
    """Kill the processes in the group, try to remove it, and return whether it is gone."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for pid in (folder / "cgroup.procs").read_text().split():
            os.kill(int(pid), signal.SIGKILL)
    with contextlib.suppress(OSError):
        folder.rmdir()
    return not folder.exists()


def _make_group(controller: str, limit: str, value: int) -> Path | None:
    """Make a group of cgroup version 1, as root can in a container or on an older machine; None where that fails."""
    parent = _version_1_group(controller)
    if parent is None:
        return None
    _remove_abandoned(parent)
    folder = parent / f"vaekit-{uuid.uuid4().hex[:12]}"
    try:
        folder.mkdir()
        (folder / limit).write_text(str(value))
    except OSError:
        with contextlib.suppress(OSError):
            folder.rmdir()
        return None
    with contextlib.suppress(OSError):  # where swap is counted
        if controller == "memory":
            (folder / "memory.memsw.limit_in_bytes").write_text(str(value))
    return folder


def _remove_abandoned(parent: Path) -> None:
    """Remove the empty groups that killed graders left a minute ago or earlier."""
    for folder in parent.glob("vaekit-*"):
        with contextlib.suppress(OSError):  # the kernel keeps a group that holds a process
            if time.time() - folder.stat().st_mtime > _ABANDONED_S:
                folder.rmdir()


@cache
def _version_1_group(controller: str) -> Path | None:
    """Return this process's group of a controller in cgroup version 1; None where it can't make others in it."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, own = line.split(":", 2)
            if controller in controllers.split(","):
                root = Path("/sys/fs/cgroup") / controller
                folder = next((f for f in (root / own.lstrip("/"), root) if (f / "cgroup.procs").exists()), None)
                return folder if folder is not None and os.access(folder, os.W_OK) else None
    return None


@cache
def _systemd_can_make_groups() -> bool:
    if shutil.which("systemd-run") is None:
        return False
    reading, writing = os.pipe()  # file descriptors that the sandbox inherits must come through
    trial = [*_systemd_run(), "--property=MemoryMax=64M", "/bin/sh", "-c", f"test -e /proc/self/fd/{reading}"]
    try:
        done = subprocess.run(trial, capture_output=True, check=False, timeout=10, pass_fds=[reading])
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        os.close(reading)
        os.close(writing)


def _systemd_run() -> list[str]:
    manager = [] if os.geteuid() == 0 else ["--user"]
    return ["systemd-run", *manager, "--scope", "--quiet", "--collect"]


def memory_limit_mib() -> float | None:
    """Return the memory limit of this process's control groups or of its container; None where there is none."""
    limits = []
    places = [
        _version_1_group("memory"),
        Path("/sys/fs/cgroup/memory"),
        Path("/sys/fs/cgroup"),
        _version_2_group(),
    ]
    for folder in filter(None, places):
        for name in ("memory.max", "memory.limit_in_bytes"):
            with contextlib.suppress(OSError, ValueError):  # "max" is no number
                limits.append(int((folder / name).read_text()) / MIB)
    return min(limits, default=None)


def _version_2_group() -> Path | None:
    """Return this process's group in cgroup version 2; None where there is none."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            if line.startswith("0::"):
                return Path("/sys/fs/cgroup") / line.removeprefix("0::").lstrip("/")
    return None
