"""Runs beside student code: confines each child of the warm worker by Landlock and a filter of system calls.

No namespace and no privilege is needed. The worker runs no student code and is not confined. A child is the leader of a
session, which neither it nor what it starts can leave: killing the process group ends them all. The constants are those
of the kernel's headers. The file imports only the standard library: the grader runs it alone, to try it.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import errno
import json
import os
import resource
import signal
import socket
import stat
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import guard  # type: ignore[import-not-found, unused-ignore]  # beside this file

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # on every processor
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _IOCTL_DEVICE = (
    1,
    1 << 1,
    1 << 2,
    1 << 3,
    1 << 14,
    1 << 15,
)
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEVICE
_MAKE_DEVICES = 1 << 6 | 1 << 11  # of characters, of blocks
_RIGHTS = ((1, 0x1FFF), (2, 0x3FFF), (3, 0x7FFF), (5, 0xFFFF))  # from that version on, all that it can refuse
_TCP, _SCOPES = 0x3, 0x3  # to bind and connect; abstract sockets and signals
_LOG_OFF = 1  # of refusals by this program: they would fill the machine's log
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER = 1, 4, 36
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, _PR_SET_NO_NEW_PRIVS = 22, 2, 38
_PR_CAPBSET_DROP, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, _CAPABILITIES_3 = 24, 47, 4, 0x20080522
_OWN_PROC = ("cmdline", "fd", "maps", "stat", "statm", "status")  # not `net`, which shows the machine's sockets

_plan: dict[str, Any] = {}  # what children may read, and their limits, as the backend wrote it
_guard: socket.socket | None = None
_prepared_by = 0  # the number of the process that called `prepare_worker`
_scratch_of: dict[int, str] = {}


def prepare_worker(*, plan: str) -> None:
    """Read the plan, and start the process that ends a child whose worker has gone or that takes too much room."""
    global _guard, _prepared_by
    _plan.update(json.loads(Path(plan).read_text(encoding="utf-8")))
    _guard, _prepared_by = guard.start(**_plan["guard"]), os.getpid()


def fork_isolated(work: Callable[[], None], **_options: Any) -> int:
    """Fork a child that runs `work` confined, and return its process number. Raises OSError."""
    _end_with_the_first_worker()
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)  # what a child leaves comes to this process, and is collected
    scratch = f"{_plan['folder']}/{os.getpid()}-{os.urandom(8).hex()}"
    os.mkdir(scratch, 0o700)  # noqa: PTH102
    worker = os.getpid()
    try:
        child = os.fork()
    except OSError:
        guard.remove(scratch)
        raise
    if child == 0:
        try:
            os.setsid()
            _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            _tell_guard(worker=worker, child=os.getpid(), scratch=scratch)
            _confine(scratch)
            work()
        except OSError as error:  # of the confinement: `work` reports its own
            os.write(2, f"{error}\n".encode())
        finally:
            os._exit(1)
    _scratch_of[child] = scratch
    return child


def end_isolated(pid: int, status: int | None) -> int | None:
    """Kill the child and all that it started, collect them, remove its folder; return how it ended, as `waitpid` has it.

    `status` says how a child ended that has been collected already.
    """
    with contextlib.suppress(ProcessLookupError):
        if status is None:  # by its number first: it may not have a group yet
            os.kill(pid, signal.SIGKILL)
        if status is None or _has_orphans(pid):  # else the number may be somebody else's by now
            os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        if status is None:
            _, status = os.waitpid(pid, 0)
        while True:  # what it left has become this process's own
            os.waitpid(-pid, 0)
    _tell_guard(worker=os.getpid(), child=0, scratch="")
    guard.remove(_scratch_of.pop(pid))
    return status


def _has_orphans(group: int) -> bool:
    try:
        os.waitid(os.P_PGID, group, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _end_with_the_first_worker() -> None:
    """Have a worker that was forked from another end with it, as those in a namespace do."""
    if os.getpid() != _prepared_by:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != _prepared_by:
            os._exit(1)


def _tell_guard(**message: Any) -> None:
    """Raises OSError where the guard has gone: then no child may start."""
    assert _guard is not None
    _guard.send(json.dumps(message).encode())


def _confine(scratch: str) -> None:
    """Give up all that student code must not have. Whatever the kernel refuses ends the child: raises OSError."""
    assert _guard is not None
    _guard.close()
    os.environ.update(HOME=scratch, TMPDIR=scratch)
    if "tempfile" in sys.modules:
        sys.modules["tempfile"].tempdir = None  # type: ignore[attr-defined]
    os.chdir(scratch)
    _limit_processes(_plan["guard"]["processes"])
    _prctl(_PR_SET_DUMPABLE, 1)  # for the guard, which looks at open files; other children's domains keep them out
    _drop_capabilities()
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _restrict(scratch)
    _install_filter(base64.b64decode(_plan["filter"]))  # last: it refuses the calls before


def _limit_processes(wanted: int) -> None:
    """The kernel counts all that the user has, and none of root's, whom the guard counts."""
    if os.getuid() != 0:
        _, hard = resource.getrlimit(resource.RLIMIT_NPROC)
        most = guard.threads_of_user() + wanted
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def _drop_capabilities() -> None:
    for number in range(64):  # of those that this kernel has, where the process may
        _libc.prctl(_PR_CAPBSET_DROP, number, 0, 0, 0)
    _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    _check(_libc.capset(struct.pack("=Ii", _CAPABILITIES_3, 0), bytes(24)), "capset")


def _restrict(scratch: str) -> None:
    abi = _plan["abi"]
    handled = max(rights for version, rights in _RIGHTS if version <= abi)
    attributes = struct.pack("=QQQ", handled, _TCP if abi >= 4 else 0, _SCOPES if abi >= 6 else 0)
    ruleset = _call(_CREATE_RULESET, attributes, len(attributes), 0)
    for path in _plan["readable"]:
        _allow(ruleset, path, handled & (_EXECUTE | _READ_FILE | _READ_DIR))
    for path in _plan["listed"]:
        _allow(ruleset, path, _READ_DIR)
    for path in _plan["devices"]:
        _allow(ruleset, path, _READ_FILE | (_WRITE_FILE if path == os.devnull else 0))
    for name in _OWN_PROC:
        _allow(ruleset, f"/proc/self/{name}", _READ_FILE | _READ_DIR)
    _allow(ruleset, scratch, handled & ~(_EXECUTE | _MAKE_DEVICES | _IOCTL_DEVICE))
    _call(_RESTRICT_SELF, ruleset, _LOG_OFF if abi >= 7 else 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    """Allow that to a file, or to a folder and all below it; a path that is not there is passed over."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(os.fstat(handle).st_mode):
        rights &= _OF_FILES
    _call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, handle), 0)
    os.close(handle)


def _install_filter(rules: bytes) -> None:
    """Install a program of classic BPF for this process and all that it starts."""
    program = ctypes.create_string_buffer(rules, len(rules))
    header = struct.pack("@HP", len(rules) // 8, ctypes.addressof(program))
    _check(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0), "filter")


def _call(number: int, *arguments: int | bytes) -> int:
    plain = [ctypes.c_long(one) if isinstance(one, int) else ctypes.c_char_p(one) for one in arguments]
    result: int = _libc.syscall(ctypes.c_long(number), *plain)
    _check(min(result, 0), f"system call {number}")
    return result


def _prctl(option: int, value: int) -> None:
    _check(_libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), f"prctl {option}")


def _check(status: int, what: str) -> None:
    if status != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


def _is_confined(outside: str) -> bool:
    """Return whether this child is refused what it must be, and can do what it must do."""
    refused = (
        lambda: os.listdir("/"),  # noqa: PTH208
        lambda: Path(outside).read_bytes(),
        lambda: Path(outside).parent.joinpath("written").touch(),
        lambda: os.truncate(outside, 0),
        lambda: os.chmod(outside, 0o777),  # noqa: PTH101
        lambda: socket.socket(socket.AF_UNIX),
        lambda: os.kill(os.getppid(), 0),
        lambda: os.setpgid(0, 0),
        lambda: os.sched_setaffinity(0, {0}),
    )
    if not all(map(_is_refused, refused)):
        return False
    Path("own").write_bytes(b"1")
    return Path(sys.executable).exists() and os.listdir(".") == ["own"]  # noqa: PTH208


def _is_refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except OSError as error:
        return error.errno in (errno.EPERM, errno.EACCES, errno.EAFNOSUPPORT)
    return False


def main(plan: str) -> int:
    """Try it: return 0 where two children, one after the other, are confined. The plan itself is what they can't read."""
    prepare_worker(plan=plan)
    for _ in range(2):
        child = fork_isolated(lambda: os._exit(0 if _is_confined(plan) else 3))
        _, status = os.waitpid(child, 0)
        end_isolated(child, status)
        if status:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
