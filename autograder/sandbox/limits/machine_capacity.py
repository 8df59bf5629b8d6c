"""What this machine allows: how many processes and open files, and what the kernel kills when memory runs out."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.records.errors import MachineRefused
from autograder.records.settings import Limits

_GROUPS = Path("/sys/fs/cgroup")


def groups_of(pid: int | str, controller: str) -> Iterator[Path]:
    """Yield the control groups of a process, of version 1 or 2, and the visible ones above them."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/cgroup").read_text().splitlines():
            number, controllers, own = line.split(":", 2)
            if number != "0" and controller not in controllers.split(","):
                continue
            root = _GROUPS if number == "0" else _GROUPS / controller
            folder = root / own.lstrip("/")
            yield from (
                place for place in (folder, *folder.parents) if place.is_relative_to(root) and place.is_dir()
            )


def memory_kills(pid: int) -> int:
    """Return how many processes in the control groups of `pid` were killed for memory; 0 where that is not told."""
    count = 0
    for folder in groups_of(pid, "memory"):
        for name in ("memory.events", "memory.oom_control"):
            with contextlib.suppress(OSError, ValueError):
                fields = dict(line.split() for line in (folder / name).read_text().splitlines())
                count += int(fields.get("oom_kill", 0))
    return count


# --- room for processes and files -----------------------------------------------------------------------------

# Processes and threads of a batch itself, with its zygote; of each grading process, with its worker; and the least that a
# submission needs: TensorFlow takes a dozen, and more where there are many cores
_OF_BATCH = 16
_OF_GRADER = 8
_MIN_OF_SUBMISSION = 32
# Open files of a grading process: what it asks for, and what it needs at least
_WANTED_FILES, _MIN_FILES = 1024, 256


@dataclass(frozen=True, slots=True)
class Budget:
    """How many submissions are graded at a time, and how many processes and threads each of them may have."""

    workers: int
    processes: int


def budget(workers: int, wanted: int) -> Budget:
    """Share this machine's limit of processes among submissions that are graded together, at most `wanted` for each.

    No submission can take what another needs. Where there are too few for all, fewer submissions are graded at a time.
    Raises MachineRefused where not even one can be.
    """
    found = room()
    if found is None:
        return Budget(workers, wanted)
    fit = min(workers, (found - _OF_BATCH) // (_OF_GRADER + _MIN_OF_SUBMISSION))
    if fit < 1:
        raise MachineRefused(
            f"This user may start only {max(found, 0)} more processes and threads here, and a grading needs "
            f"{_OF_BATCH + _OF_GRADER + _MIN_OF_SUBMISSION}: raise the limit (`ulimit -u`, or the container's), or end "
            "other programs."
        )
    return Budget(fit, min(wanted, (found - _OF_BATCH) // fit - _OF_GRADER) if _counts_by_namespace() else wanted)


def _counts_by_namespace() -> bool:
    """Return whether the kernel counts a user's processes in each user namespace apart, as it does since Linux 5.14."""
    major, minor = re.findall(r"\d+", platform.release())[:2]
    return (int(major), int(minor)) >= (5, 14)


def expect_room() -> None:
    """Raise MachineRefused where this machine has too few processes or files left for a grading, or too little time of
    the processor: a submission that needs what it may take would end there, and lose points for it.

    Raises this process's limits of open files and of time as far as a grading may need it.
    """
    budget(1, _MIN_OF_SUBMISSION)
    _expect_processor_time()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < _WANTED_FILES:
        soft = _WANTED_FILES if hard == resource.RLIM_INFINITY else min(_WANTED_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft < _MIN_FILES:
        raise MachineRefused(
            f"This user may open only {soft} files here, and a grading needs {_MIN_FILES}: raise it (`ulimit -n`)."
        )


def _expect_processor_time() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
    wanted = Limits().cpu_s
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise MachineRefused(
            f"A process may use the processor for only {hard} seconds here, and a submission for {wanted}: raise the "
            "limit (`ulimit -t`), or grade where there is none, as in a job of the batch system."
        )


def is_short() -> bool:
    """Return whether fewer processes can be started now than a submission needs."""
    found = room()
    return found is not None and found < _MIN_OF_SUBMISSION


def room() -> int | None:
    """Return how many more processes and threads can be started here; None where nothing limits them."""
    user = _room_of_user()
    return min([*_room_of_groups(), *([] if user is None else [user])], default=None)


def _room_of_groups() -> Iterator[int]:
    for folder in groups_of("self", "pids"):
        with contextlib.suppress(OSError, ValueError):  # "max" is no number
            yield int((folder / "pids.max").read_text()) - int((folder / "pids.current").read_text())


def _room_of_user() -> int | None:
    """Return what RLIMIT_NPROC leaves, which counts threads and does not apply to root."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    if limit == resource.RLIM_INFINITY or os.getuid() == 0:
        return None
    return limit - sum(map(_threads_of_user, Path("/proc").glob("[0-9]*")))


def _threads_of_user(process: Path) -> int:
    with contextlib.suppress(OSError):
        if process.stat().st_uid == os.getuid():
            return len([*(process / "task").iterdir()])
    return 0
