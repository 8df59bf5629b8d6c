"""The Landlock backend: for machines without user namespaces, such as pods, plain containers and locked-down servers.

The worker runs no student code and stays as it is; each child gives up its rights before any student code is loaded. What
that can't give, compared with namespaces, stands in docs/threat-model.md.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from autograder.records.guarantees import Guarantee
from autograder.records.settings import Kind, Limits
from autograder.records.text import shortened
from autograder.records.units import MIB
from autograder.sandbox.backends.environment import worker_environment
from autograder.sandbox.backends.process import SubprocessBackend
from autograder.sandbox.backends.scratch import copy_kit, new_scratch_folder
from autograder.sandbox.limits.calls_without_namespaces import filter_without_namespaces
from autograder.sandbox.mounts import covered, python_in_sandbox, readable
from autograder.wire import KIT_FOLDER, Isolation

_CREATE_RULESET, _VERSION = 444, 1  # of linux/landlock.h
_KNOWN_ABI = 7  # the newest version that this was written for; later ones can do what it can
_DEVICES = ("/dev/null", "/dev/random", "/dev/urandom")
_MAX_FILES = 1 << 13  # each is looked at four times a second
_END_S, _PAUSE_S = 10.0, 0.02


class Landlock(SubprocessBackend):
    """Children that are confined by Landlock and a filter of system calls, under a worker that is not."""

    kind = Kind.LANDLOCK
    children_can_kill_themselves = True

    @classmethod
    def problem(cls) -> str | None:
        if sys.platform != "linux":
            return "Landlock needs Linux."
        abi = landlock_abi()
        if abi < 1:
            return _MISSING.get(-abi, f"Landlock can't be used here ({os.strerror(-abi)}).")
        if filter_without_namespaces(abi) is None:
            return "No filter of system calls is known for this machine's processor, and Landlock needs one beside it."
        return _trial(abi)

    @classmethod
    def can_isolate_children(cls) -> bool:
        return True

    @classmethod
    def gives(cls) -> str:
        abi = landlock_abi()
        return (
            f"Landlock ABI {abi} without namespaces: student code reads, changes and reaches nothing of the machine's, "
            "but can tell that a file or process exists; scratch is watched, not bounded (docs/threat-model.md)"
        )

    @classmethod
    def lacks(cls) -> tuple[Guarantee, ...]:
        keeps_times = any(_keeps_times_of_reading(source) for source, _ in readable())
        return tuple(one for one in Guarantee if one is not Guarantee.HIDDEN_READS or keeps_times)

    def start(self) -> None:
        scratch = self.new_scratch()
        kit = copy_kit(scratch)
        write_plan(scratch, kit, self.options.limits)
        self.launch([], kit=str(kit), home=str(scratch), cwd=str(scratch))

    def child_isolation(self) -> Isolation | None:
        assert self._scratch is not None
        return Isolation(
            "landlock", {"plan": str(_plan_of(Path(self._scratch.name)))}, own_limits=("RLIMIT_NPROC",)
        )

    def stop(self) -> None:
        """Kill the worker; its guard kills the child at that, and removes the child's folder last."""
        if self._process is not None and self._scratch is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            folders = Path(self._scratch.name, "children")
            end = time.monotonic() + _END_S
            while any(folders.glob(f"{self._process.pid}-*")) and time.monotonic() < end:
                time.sleep(_PAUSE_S)
        super().stop()


_MISSING = {
    errno.ENOSYS: "This kernel has no Landlock (Linux 5.13 and later have it).",
    errno.EOPNOTSUPP: "Landlock is switched off in this kernel: add landlock to its parameter lsm= and start it anew.",
    errno.EPERM: "Landlock is refused by this container's filter of system calls: allow landlock_create_ruleset, "
    "landlock_add_rule and landlock_restrict_self in its seccomp profile.",
}


def landlock_abi() -> int:
    """Return the version of Landlock that the kernel has; where it has none the negative number of the error."""
    libc = ctypes.CDLL(None, use_errno=True)
    found = libc.syscall(ctypes.c_long(_CREATE_RULESET), None, ctypes.c_long(0), ctypes.c_long(_VERSION))
    return int(found) if found > 0 else -(ctypes.get_errno() or errno.ENOSYS)


@cache
def _trial(abi: int) -> str | None:
    """Return why no child can be confined here; None where one was."""
    with new_scratch_folder() as name:
        scratch = Path(name)
        kit = copy_kit(scratch)
        plan = write_plan(scratch, kit, Limits(), abi)
        command = [python_in_sandbox(), "-s", "-B", str(kit / "landlock.py"), str(plan)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=worker_environment(name), cwd=name
        )
    if done.returncode == 0:
        return None
    words = (done.stderr.strip().splitlines() or ["what must be refused was not"])[-1]
    return f"Landlock (ABI {abi}) can't confine a process here ({shortened(words, 200)})."


def _keeps_times_of_reading(path: Path) -> bool:
    """Return whether the file system of a path notes when a file was read."""
    return not os.statvfs(path).f_flag & (os.ST_NOATIME | os.ST_RDONLY)


def _plan_of(scratch: Path) -> Path:
    return scratch / "plan.json"


def write_plan(scratch: Path, kit: Path, limits: Limits, abi: int = 0) -> Path:
    """Write what `inside/landlock.py` is told into a scratch folder, and return the file."""
    abi = min(abi or landlock_abi(), _KNOWN_ABI)
    rules = filter_without_namespaces(abi)
    assert rules is not None
    whole, listed = _without(covered(), (source for source, name in readable() if not name.startswith(KIT_FOLDER)))
    folder = scratch / "children"
    folder.mkdir()
    plan = {
        "abi": abi,
        "filter": base64.b64encode(rules).decode(),
        "readable": [*map(str, whole), str(kit)],
        "listed": [*map(str, listed)],
        "devices": _DEVICES,
        "folder": str(folder),
        "guard": {
            "scratch_bytes": limits.scratch_mib * MIB,
            "files": _MAX_FILES,
            "file_bytes": limits.file_mib * MIB,
            "processes": limits.processes,
        },
    }
    path = _plan_of(scratch)
    path.write_text(json.dumps(plan), encoding="utf-8")
    return path


def _without(closed: Iterable[str], sources: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the paths that can be read whole, and the folders above the closed ones, of which only names are seen.

    A rule of Landlock holds for all below a folder: it can't leave one out. So what lies beside it is named.
    """
    places = {Path(os.path.realpath(folder)) for folder in closed}
    listed: list[Path] = []

    def parts(path: Path) -> Iterator[Path]:
        if path in places:
            return
        if any(place.is_relative_to(path) for place in places):
            listed.append(path)
            for entry in sorted(path.iterdir()):
                if not entry.is_symlink():  # a rule would hold for what it leads to
                    yield from parts(entry)
        else:
            yield path

    return [part for source in sources for part in parts(source)], listed
