"""Runs beside student code: a small process that ends children which outlive their worker or take too much room.

It is started before the framework is imported, and serves all workers that are forked from the first one. It knows each
child's process group and scratch folder, and no more.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_TICK_S = 0.25  # between two looks at scratch folders and processes
_END_S, _PAUSE_S = 5.0, 0.01
_MAX_DEPTH = 64  # of folders in a scratch folder
_GROUP, _THREADS = 2, 17  # fields of /proc/PID/stat behind the name
_BLOCK = 512  # bytes, as `st_blocks` counts


@dataclass(frozen=True)
class Limits:
    """What the processes of a child may take together. A deleted file that is mapped counts with `file_bytes`."""

    scratch_bytes: int
    files: int
    file_bytes: int
    processes: int  # with their threads


@dataclass(frozen=True)
class _Child:
    group: int
    scratch: str
    worker: int  # a descriptor that can be read when the worker has ended


class _Process(NamedTuple):
    pid: str
    group: int
    threads: int
    has_ended: bool


class _OverLimit(Exception):
    """The child takes more than it may, or hides how much it takes."""


def start(**limits: int) -> socket.socket:
    """Start the guard, and return the socket on which workers and children tell it what to watch. Raises OSError."""
    receiver, sender = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork() == 0:
        try:
            os.setsid()  # whoever kills the worker's process group leaves the guard alone
            _close_all_but(receiver.fileno())
            _watch(receiver, Limits(**limits))
        finally:
            os._exit(0)
    receiver.close()
    return sender


def remove(folder: str) -> None:
    """Remove a folder that no process uses any more, however deep and closed what lies in it is."""
    with contextlib.suppress(OSError):
        root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            while _remove_files(root):
                pass
        finally:
            os.close(root)
        os.rmdir(folder)  # noqa: PTH106


def threads_of_user() -> int:
    """Return how many threads this user has on the machine, as far as can be seen."""
    return sum(_threads_of(pid, os.getuid()) for pid in _numbers())


def _threads_of(pid: str, user: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    fields = dict(line.split(":", 1) for line in lines)
    return int(fields["Threads"]) if int(fields["Uid"].split()[0]) == user else 0


def _remove_files(root: int) -> bool:
    """Remove the files in a folder, lift each folder's folders to it, and return whether any folder was there."""
    folders = _remove_entries(root)
    for name in folders:
        os.chmod(name, 0o700, dir_fd=root)
        handle = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=root)
        try:
            for inner in _remove_entries(handle):
                os.chmod(inner, 0o700, dir_fd=handle)
                os.rename(inner, os.urandom(12).hex(), src_dir_fd=handle, dst_dir_fd=root)
        finally:
            os.close(handle)
        os.rmdir(name, dir_fd=root)
    return bool(folders)


def _remove_entries(folder: int) -> list[str]:
    """Remove all entries but folders, and return their names."""
    folders = []
    for name in os.listdir(folder):
        if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            folders.append(name)
        else:
            os.unlink(name, dir_fd=folder)
    return folders


def _close_all_but(kept: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(3, kept)
    os.closerange(kept + 1, 1 << 16)


def _watch(receiver: socket.socket, limits: Limits) -> None:
    """Serve until every worker has gone."""
    children: dict[int, _Child] = {}  # by their worker's process number
    try:
        _serve(receiver, children, limits)
    finally:  # whatever happens to the guard, it leaves no child without one
        for child in children.values():
            _kill(child.group)
        for child in children.values():
            _end(child)


def _serve(receiver: socket.socket, children: dict[int, _Child], limits: Limits) -> None:
    next_look = 0.0
    while True:
        workers = {child.worker: number for number, child in children.items()}
        ready, _, _ = select.select([receiver.fileno(), *workers], [], [], _TICK_S if children else None)
        for handle in set(ready) & set(workers):
            _end(children.pop(workers[handle]))
        if receiver.fileno() in ready:
            message = receiver.recv(1 << 16)
            if not message:
                return
            _obey(json.loads(message), children)
        if time.monotonic() >= next_look:
            _enforce(children, limits)
            next_look = time.monotonic() + _TICK_S


def _obey(message: dict[str, int | str], children: dict[int, _Child]) -> None:
    """Watch the child that a message names in place of the worker's earlier one; 0: there is none."""
    worker, group = int(message["worker"]), int(message["child"])
    earlier = children.pop(worker, None)
    if earlier is not None:
        os.close(earlier.worker)
    if group:
        try:
            children[worker] = _Child(group, str(message["scratch"]), os.pidfd_open(worker))
        except ProcessLookupError:  # the worker has gone in the meantime
            _end(_Child(group, str(message["scratch"]), os.open(os.devnull, os.O_RDONLY)))


def _end(child: _Child) -> None:
    """Kill the processes of a child whose worker has gone, and remove its folder."""
    os.close(child.worker)
    _kill(child.group)
    end = time.monotonic() + _END_S
    while any(one.group == child.group and not one.has_ended for one in _members()) and time.monotonic() < end:
        time.sleep(_PAUSE_S)  # they take a moment to go
    remove(child.scratch)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _enforce(children: dict[int, _Child], limits: Limits) -> None:
    """Kill the children that take too much. Their workers collect them."""
    found = list(_members())
    for child in children.values():
        members = [one for one in found if one.group == child.group]
        if not members:  # the number of the group may be somebody else's soon
            continue
        try:
            _expect_small([one.pid for one in members], child.scratch, limits)
            if sum(one.threads for one in members) > limits.processes:
                raise _OverLimit
        except _OverLimit:
            _kill(child.group)


def _numbers() -> Iterator[str]:
    return filter(str.isdigit, os.listdir("/proc"))  # noqa: PTH208


def _processes() -> Iterator[tuple[str, list[str]]]:
    """Yield each process's number, and the fields of its state behind the name."""
    for pid in _numbers():
        with contextlib.suppress(OSError):
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
            yield pid, state.rpartition(")")[2].split()


def _members() -> Iterator[_Process]:
    """Yield each process with its group. One that has ended and is not collected takes a number as well."""
    for pid, fields in _processes():
        yield _Process(pid, int(fields[_GROUP]), max(1, int(fields[_THREADS])), fields[0] in "ZX")


def _expect_small(pids: list[str], scratch: str, limits: Limits) -> None:
    """Raise _OverLimit where the files in the folder, and deleted ones that are still used, are too many or too large."""
    sizes = [*_files(scratch)]
    deleted = {inode: size for pid in pids for inode, size in _deleted(pid, limits.file_bytes)}
    if len(sizes) > limits.files or sum(sizes) + sum(deleted.values()) > limits.scratch_bytes:
        raise _OverLimit


def _files(folder: str, depth: int = 0) -> Iterator[int]:
    """Yield the bytes that each file and folder takes. Raises _OverLimit for what can't be read or is too deep."""
    if depth > _MAX_DEPTH:
        raise _OverLimit
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):
                    yield entry.stat(follow_symlinks=False).st_blocks * _BLOCK
                    if entry.is_dir(follow_symlinks=False):
                        yield from _files(entry.path, depth + 1)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise _OverLimit from error


def _deleted(pid: str, file_bytes: int) -> Iterator[tuple[str, int]]:
    """Yield device and inode of deleted files that a process holds open or has mapped, and the bytes that they take."""
    with contextlib.suppress(OSError):
        for opened in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                found = opened.stat()
                if stat.S_ISREG(found.st_mode) and found.st_nlink == 0:
                    yield f"{found.st_ino}", found.st_blocks * _BLOCK
    with contextlib.suppress(OSError), Path(f"/proc/{pid}/maps").open("rb") as maps:
        for line in maps:
            if line.endswith(b" (deleted)\n"):
                yield line.split()[4].decode(), file_bytes
