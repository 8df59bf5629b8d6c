"""Runs inside the sandbox: isolates each child of the warm worker in namespaces of its own.

A child sees its own processes, empty folders and no network, and has no capability. It can't reach the worker or later
children, so one worker may serve submissions that must not know of each other. The constants are those of the kernel's
headers. The file imports only the standard library: the grader runs it alone, to try whether the kernel allows this.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import json
import os
import signal
import stat
import struct
import sys
from collections.abc import Callable, Sequence
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)
_NEW = {"mount": 0x00020000, "uts": 0x04000000, "ipc": 0x08000000, "net": 0x40000000}
_NEW_USER, _NEW_PROCESSES = 0x10000000, 0x20000000
_READ_ONLY, _NO_SUID, _NO_DEV, _NO_EXEC, _REMOUNT, _BIND = 0x1, 0x2, 0x4, 0x8, 0x20, 0x1000
_REC, _PRIVATE, _DETACH = 0x4000, 0x40000, 0x2
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_CAPABILITIES_3 = 0x20080522
_MAX_FILES = 1 << 15  # in a folder in memory: each takes a kilobyte that no limit of its size counts
_MAX_TERMINALS = 64  # of the kernel's few thousand for all


def prepare_worker(**_options: Any) -> None:
    """Make the machine's devices read-only here: they can be used, but not their mode, owner or times be changed."""
    with os.scandir("/dev") as entries:
        devices = [entry.path for entry in entries if stat.S_ISCHR(entry.stat(follow_symlinks=False).st_mode)]
    for device in devices:
        closed = _NO_DEV if os.statvfs(device).f_flag & os.ST_NODEV else 0
        _mount("", device, "", _REMOUNT | _BIND | _READ_ONLY | _NO_SUID | _NO_EXEC | closed)


def fork_isolated(
    work: Callable[[], None], *, folders: Sequence[str], size: int, scratch: str, user_id: int, rules: str
) -> int:
    """Fork a child that runs `work` in namespaces of its own, and return its process number. Raises OSError.

    Killing the child ends all that it started. `folders` are empty for it and its own, each of `size` bytes; `scratch`,
    one of them, is its working folder; `rules` is its filter of system calls, in base64.
    """
    _check(_libc.unshare(_NEW_PROCESSES), "unshare")  # of the next child, not of this process
    try:
        child = os.fork()
        if child == 0:
            try:
                _check(_libc.unshare(sum(_NEW.values())), "unshare")
                _confine(folders, size, scratch, user_id)
                _install_filter(base64.b64decode(rules))  # last: it refuses the calls before
                work()
            finally:
                os._exit(1)
    finally:
        _rejoin_own_process_namespace()
    return child


def end_isolated(pid: int, status: int | None) -> int | None:
    """Kill the child, with which the kernel kills all that it started; return how it ended, as `waitpid` has it.

    `status` says how a child ended that has been collected already.
    """
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        if status is None:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
    return status


def _rejoin_own_process_namespace() -> None:
    """Have later children start in this process's own namespace: otherwise the kernel makes no further one."""
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    try:
        _check(_libc.setns(own, _NEW_PROCESSES), "setns")
    finally:
        os.close(own)


def can_fork_isolated(options: dict[str, Any]) -> bool:
    """Return whether this kernel lets the worker fork such children, one after the other."""
    return all(_trial_is_isolated(options) for _ in range(2))


def _trial_is_isolated(options: dict[str, Any]) -> bool:
    """Fork a child that reports whether it is the first process of its namespace, and not root."""
    reader, writer = os.pipe()
    child = fork_isolated(lambda: _report(writer, options["user_id"]), **options)
    os.close(writer)
    report = os.read(reader, 1)
    os.close(reader)
    os.waitpid(child, 0)
    return report == b"y"


def _report(writer: int, user_id: int) -> None:
    os.write(writer, b"y" if os.getpid() == 1 and os.getuid() == user_id else b"n")


def _confine(folders: Sequence[str], size: int, scratch: str, user_id: int) -> None:
    """Give this process empty folders, its own /proc, and its own user without a capability."""
    _mount("", "/", "", _REC | _PRIVATE)
    _mount("proc", scratch, "proc", 0)  # in which the own user's number can be written
    writable_proc = os.open(scratch, os.O_RDONLY | os.O_DIRECTORY)
    _check(_libc.umount2(scratch.encode(), _DETACH), "umount")
    for folder in folders:
        _mount("tmpfs", folder, "tmpfs", _NO_SUID | _NO_DEV, f"size={size},nr_inodes={_MAX_FILES}")
    # terminals of its own: those of the sandbox are shared by all that live in it
    _mount(
        "devpts",
        "/dev/pts",
        "devpts",
        _NO_SUID | _NO_EXEC,
        f"newinstance,ptmxmode=0666,mode=620,max={_MAX_TERMINALS}",
    )
    _mount_proc(_NO_SUID | _NO_DEV | _NO_EXEC)
    _mount("", "/proc", "", _REMOUNT | _BIND | _READ_ONLY | _NO_SUID | _NO_DEV | _NO_EXEC)
    _become_user(writable_proc, user_id)
    os.close(writable_proc)
    os.chdir(scratch)
    _drop_capabilities()
    # behind the change of user and capabilities, which would reset it; the filter refuses to take it back
    _check(_libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "end with the worker")


def _mount_proc(flags: int) -> None:
    """Mount a /proc of processes alone: the machine's load and counters would show what neighbours do."""
    try:
        _mount("proc", "/proc", "proc", flags, "subset=pid")
    except OSError:  # before Linux 5.8
        _mount("proc", "/proc", "proc", flags)


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    texts = [text.encode() or None for text in (source, target, kind, options)]
    _check(_libc.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3]), f"mount of {target}")


def _become_user(proc: int, user_id: int) -> None:
    outer = os.getuid(), os.getgid()
    _check(_libc.unshare(_NEW_USER), "unshare")
    _check(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable")  # else its own files in /proc are closed to it
    for name, text in (
        ("setgroups", "deny"),
        ("gid_map", f"{user_id} {outer[1]} 1"),
        ("uid_map", f"{user_id} {outer[0]} 1"),
    ):
        file = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        os.write(file, text.encode())
        os.close(file)


def _drop_capabilities() -> None:
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    _check(_libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "ambient capabilities")
    _check(_libc.capset(struct.pack("=Ii", _CAPABILITIES_3, 0), bytes(24)), "capset")


def _install_filter(rules: bytes) -> None:
    """Install a program of classic BPF for this process and all that it starts."""
    program = ctypes.create_string_buffer(rules, len(rules))
    header = struct.pack("@HP", len(rules) // 8, ctypes.addressof(program))
    _check(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0), "filter")


def _check(status: int, what: str) -> None:
    if status != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":  # a trial: status 0 where it works
    sys.exit(not can_fork_isolated(json.loads(sys.argv[1])))
