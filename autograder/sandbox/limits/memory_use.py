"""How much memory the processes in a sandbox use."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import psutil

from autograder.records.units import MIB


def memory_mib(pids: Iterable[int]) -> float:
    """Return the memory of some processes: their private pages, in memory or swapped out, and pages of shared memory.

    Pages that a forked child still shares with its parent count for both. Mapped files do not count.
    """
    return sum(sum(_sizes(pid, "RssAnon", "RssShmem", "VmSwap")) for pid in pids) / MIB


_THREAD_BYTES = 32 << 10  # a stack in the kernel, and what describes the thread
_PIPE_BYTES = 64 << 10  # more is given to the first thousand pipes of a user only
_MAPPING_BYTES, _MAPPINGS = 256, 65_530  # what describes a mapping, and how many of them a process may have
_UNCOUNTED_PROCESSES = 32  # what describes their mappings takes half a gigabyte at most


def kernel_memory_mib(pids: Sequence[int], open_files: int) -> float:
    """Return the memory that the kernel uses for some processes, each with at most `open_files` open files.

    Page tables and threads are counted as the kernel reports them; sockets, pipes and descriptions of mappings count with
    the most that they can hold.
    """
    tables = sum(sum(_sizes(pid, "VmPTE")) + _threads(pid) * _THREAD_BYTES for pid in pids)
    channels = [_open_channels(pid, open_files) for pid in pids]
    unreadable = sum(name == "" for names in channels for name in names)
    names = {name for names in channels for name in names if name}
    pipes = sum(name.startswith("pipe:") for name in names)
    mappings = max(0, len(pids) - _UNCOUNTED_PROCESSES) * _MAPPING_BYTES * _MAPPINGS
    sockets = len(names) - pipes + unreadable
    return (tables + sockets * _socket_bytes() + pipes * _PIPE_BYTES + mappings) / MIB


def _open_channels(pid: int, open_files: int) -> list[str]:
    """Return the kernel's names of a process's sockets and pipes; where they are hidden, `open_files` empty names."""
    folder = f"/proc/{pid}/fd"
    try:
        names = os.listdir(folder)  # noqa: PTH208
    except FileNotFoundError:  # it has ended
        return []
    except OSError:
        has_ended = _status(pid).get("State", "").strip()[:1] in ("", "Z", "X")  # and holds none, if not collected
        return [] if has_ended else [""] * open_files
    channels = []
    for name in names:
        with contextlib.suppress(OSError):
            target = os.readlink(f"{folder}/{name}")  # noqa: PTH115
            channels += [target] if target.startswith(("socket:", "pipe:")) else []
    return channels


@cache
def _socket_bytes() -> int:
    """Return the most that can wait in a socket: twice the largest buffer that a process may ask for."""
    try:
        return 2 * int(Path("/proc/sys/net/core/wmem_max").read_text())
    except (OSError, ValueError):
        return 425_984


def _threads(pid: int) -> int:
    return int(_status(pid).get("Threads", "0"))


def _sizes(pid: int, *names: str) -> list[int]:
    """Return fields of /proc/PID/status that are given in kilobytes, in bytes."""
    fields = _status(pid)
    return [int(fields[name].split()[0]) << 10 for name in names if name in fields]


def _status(pid: int) -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        return dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {}


def family(pid: int) -> list[int]:
    """Return the numbers of a process and all its descendants."""
    with contextlib.suppress(psutil.Error):
        return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
    return []
