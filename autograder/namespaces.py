"""Inside the sandbox: a child of the warm worker, in namespaces that nobody else is in.

It sees its own processes, empty folders, no network, and has no capability; the worker and its later children are out
of its reach, so one worker may serve submissions that must not know of each other. Started beside `worker.py`; imports
nothing of the kit. The constants are those of the kernel's headers.
"""

from __future__ import annotations

import base64
import ctypes
import os
import signal
import struct
import sys
from collections.abc import Callable, Sequence

_libc = ctypes.CDLL(None, use_errno=True)
_NEW = {"mount": 0x00020000, "uts": 0x04000000, "ipc": 0x08000000, "net": 0x40000000}
_NEW_USER, _NEW_PROCESSES = 0x10000000, 0x20000000
_READ_ONLY, _NO_SUID, _NO_DEV, _NO_EXEC, _REMOUNT, _BIND = 0x1, 0x2, 0x4, 0x8, 0x20, 0x1000
_REC, _PRIVATE, _DETACH = 0x4000, 0x40000, 0x2
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_CAPABILITIES_3 = 0x20080522
_SCRATCH = "/scratch"
_UID = 1000


def fork_apart(work: Callable[[], None], folders: Sequence[str], size: int, rules: bytes) -> int:
    """Fork a child that does `work` in namespaces of its own; who kills it ends all that it started. Returns its number.

    `folders` are empty for it and its own, each of `size` bytes; `rules` is its filter of system calls.
    """
    _check(_libc.unshare(_NEW_PROCESSES), "unshare")  # of the next child, not of this process
    try:
        child = os.fork()
        if child == 0:
            try:
                _check(_libc.unshare(sum(_NEW.values())), "unshare")
                _settle(folders, size, rules)
                work()
            finally:
                os._exit(1)
    finally:
        _fork_here_again()
    return child


def _fork_here_again() -> None:
    """The kernel makes no further process namespace for a process whose children would not be in its own."""
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    try:
        _check(_libc.setns(own, _NEW_PROCESSES), "setns")
    finally:
        os.close(own)


def can_fork_apart(rules: bytes) -> bool:
    """Whether this kernel lets the worker make such children, one after the other: each says what it found, and ends."""
    return all(_finds_itself_alone(rules) for _ in range(2))


def _finds_itself_alone(rules: bytes) -> bool:
    reading, writing = os.pipe()
    child = fork_apart(lambda: _say(writing), [_SCRATCH], 1 << 20, rules)
    os.close(writing)
    said = os.read(reading, 1)
    os.close(reading)
    os.waitpid(child, 0)
    return said == b"y"


def _say(writing: int) -> None:
    os.write(writing, b"y" if os.getpid() == 1 and os.getuid() == _UID else b"n")


def _settle(folders: Sequence[str], size: int, rules: bytes) -> None:
    """Empty folders, an own /proc, an own user without a capability, and the filter."""
    _mount("", "/", "", _REC | _PRIVATE)
    _mount("proc", _SCRATCH, "proc", 0)  # in which the own user's number can be written
    writable = os.open(_SCRATCH, os.O_RDONLY | os.O_DIRECTORY)
    _check(_libc.umount2(_SCRATCH.encode(), _DETACH), "umount")
    for folder in folders:
        _mount("tmpfs", folder, "tmpfs", _NO_SUID | _NO_DEV, f"size={size}")
    # terminals of its own: those of the sandbox are shared by all that live in it
    _mount("devpts", "/dev/pts", "devpts", _NO_SUID | _NO_EXEC, "newinstance,ptmxmode=0666,mode=620")
    _mount("proc", "/proc", "proc", _NO_SUID | _NO_DEV | _NO_EXEC)
    _mount("", "/proc", "", _REMOUNT | _BIND | _READ_ONLY | _NO_SUID | _NO_DEV | _NO_EXEC)
    _become_user(writable)
    os.close(writable)
    os.chdir(_SCRATCH)
    _drop_capabilities()
    # before the filter, which lets nobody take it back, and after what would: another user, other capabilities
    _check(_libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "end with the worker")
    if rules:
        _filter(rules)


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    words = [word.encode() or None for word in (source, target, kind, options)]
    _check(_libc.mount(words[0], words[1], words[2], ctypes.c_ulong(flags), words[3]), f"mount of {target}")


def _become_user(proc: int) -> None:
    outer = os.getuid(), os.getgid()
    _check(_libc.unshare(_NEW_USER), "unshare")
    _check(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable")  # else its own files in /proc are closed to it
    for name, text in (
        ("setgroups", "deny"),
        ("gid_map", f"{_UID} {outer[1]} 1"),
        ("uid_map", f"{_UID} {outer[0]} 1"),
    ):
        file = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        os.write(file, text.encode())
        os.close(file)


def _drop_capabilities() -> None:
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    _check(_libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "ambient capabilities")
    _check(_libc.capset(struct.pack("=Ii", _CAPABILITIES_3, 0), bytes(24)), "capset")


def _filter(rules: bytes) -> None:
    """Install a program of classic BPF for this process and all that it starts."""
    program = ctypes.create_string_buffer(rules, len(rules))
    header = struct.pack("@HP", len(rules) // 8, ctypes.addressof(program))
    _check(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0), "filter")


def _check(status: int, what: str) -> None:
    if status != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":  # a trial: status 0 where it works
    sys.exit(not can_fork_apart(base64.b64decode(sys.argv[1])))
