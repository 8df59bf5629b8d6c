"""What tests of the sandbox share: a session about a notebook whose code is given, and channels between submissions."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import psutil
from toy import QUICK, TOY, toy_cells, write

from autograder.handin.read_submission import read_submission
from autograder.handin.submission import Submission
from autograder.records.settings import Limits
from autograder.sandbox.limits.memory_use import family
from autograder.sandbox.sandboxed_worker import Sandbox
from autograder.sandbox.student_session import Session

_T = TypeVar("_T")
# For tests that are not about time: a limit that no right answer reaches, however busy the machine is.
PATIENT = replace(QUICK, submission_s=900, question_s=120, statement_s=60)


def session_about(folder: Path, body: str, sandbox: Sandbox, limits: Limits) -> Session:
    """A session about a notebook whose `square(x)` has that body."""
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    path = write(folder / "ada" / "toy" / "toy.ipynb", toy_cells(f"def square(x):\n{lines}"))
    return Session(TOY, read_submission(Submission(TOY, "ada", path.parent, path)), sandbox, limits)


# A `square` that tells, by a second thread, that it was called, and answers some seconds later.
ASKED = """
import threading, time
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
time.sleep(4)
return x * x
"""


def asked(sandbox: Sandbox) -> list[int]:
    """The processes of a sandbox that are at work on a question of such a notebook.

    One that was killed is none of them: its second thread may be listed for a moment after it has ended.
    """
    pids = family(sandbox.pid) if sandbox.pid is not None else []
    return [pid for pid in pids if _threads(pid) > 1 and _is_alive(pid)]


def _is_alive(pid: int) -> bool:
    try:
        return _runs(psutil.Process(pid))
    except psutil.NoSuchProcess:
        return False


def _threads(pid: int) -> int:
    try:
        return len(list(Path(f"/proc/{pid}/task").iterdir()))
    except OSError:  # it has ended meanwhile
        return 0


def wait_until(found: Callable[[], _T | None], pause_s: float = 0.01) -> _T:
    """What this finds at last; fail after some minutes."""
    end = time.monotonic() + 400
    while not (one := found()):
        assert time.monotonic() < end, "what the test waits for has not happened"
        time.sleep(pause_s)
    return one


# Python code after which the kernel answers calls of Landlock with the error ERROR
REFUSE_LANDLOCK = """
import ctypes, struct
from autograder.sandbox.limits.system_calls import OnlyWith, Rules, filter_of
rules = filter_of(Rules({}, {}, {"landlock": OnlyWith((444, 444), 0, (), ERROR)}, ()))
libc, program = ctypes.CDLL(None), ctypes.create_string_buffer(rules, len(rules))
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, struct.pack("@HP", len(rules) // 8, ctypes.addressof(program)), 0, 0) == 0
"""


def ended(*processes: psutil.Process) -> bool:
    """Wait until all of these have ended, collected by their parents or not; false if one goes on for minutes."""
    end = time.monotonic() + 400
    while any(map(_runs, processes)) and time.monotonic() < end:
        time.sleep(0.01)
    return not any(map(_runs, processes))


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


# Code that leaves a message on what both can see; it raises OSError where the kernel refuses.
CHANNELS = {
    "flock": "fcntl.flock(shared, fcntl.LOCK_EX | fcntl.LOCK_NB)",
    "record lock": "fcntl.lockf(shared, fcntl.LOCK_SH | fcntl.LOCK_NB)",
    "asking for record locks": "fcntl.fcntl(shared, fcntl.F_GETLK, struct.pack('hhqqi4x', 1, 0, 0, 0, 0))",
    "open file description lock": "fcntl.fcntl(shared, 37, struct.pack('hhqqi4x', 0, 0, 0, 0, 0))",
    "read lease": "fcntl.fcntl(shared, fcntl.F_SETLEASE, fcntl.F_RDLCK)",
    "write lease": "fcntl.fcntl(shared, fcntl.F_SETLEASE, fcntl.F_WRLCK)",
    "asking for leases": "fcntl.fcntl(shared, fcntl.F_GETLEASE)",
    "delegation": "fcntl.fcntl(shared, 1024 + 16, bytes(8))",
    "dnotify": "fcntl.fcntl(os.open(folder, os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_ACCESS)",
    "write hint": "fcntl.fcntl(shared, 1024 + 12, struct.pack('Q', 3))",
    "high bits of a command": "call('fcntl', shared, (1 << 32) | fcntl.F_SETLEASE, fcntl.F_RDLCK)",
    "inotify": "call('inotify_init1', 0)",
    "pages in memory": "call('mincore', 0, 0, 0)",
    "pages in memory, by a read": "os.preadv(shared, [bytearray(1)], 0, os.RWF_NOWAIT)",
    "pages taken out of memory": "os.posix_fadvise(shared, 0, 0, os.POSIX_FADV_DONTNEED)",
    "pages taken out of memory, by a mapping": "mapped.madvise(21)",
    "pages made the next to go": "mapped.madvise(20)",
    "times of a shared file": "os.utime(path, (1, 1))",
    "mode of a shared file": "os.fchmod(shared, 0o777)",
    "owner of a shared file": "os.fchown(shared, 1000, 1000)",
    "attributes of a shared file": "os.setxattr(path, 'user.message', b'1')",
    "times of a folder": "os.utime(folder, (1, 1))",
    "System V shared memory": "call('shmget', 4711, 4096, 0o1666)",
    "System V messages": "call('msgget', 4711, 0o1666)",
    "System V semaphores": "call('semget', 4711, 1, 0o1666)",
    "POSIX messages": "call('mq_open', b'x', 0o102, 0o666, 0)",
    "keys": "call('add_key', b'user', b'x', b'1', 1, -4)",
    "asynchronous reading, counted for the machine": "call('io_setup', 64, bytearray(8))",
    "network": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "hypervisor's sockets": "socket.socket(40, socket.SOCK_STREAM)",
    "hypervisor's sockets, a pair": "socket.socketpair(40, socket.SOCK_STREAM)",
    "kernel's cryptography": "socket.socket(38, socket.SOCK_SEQPACKET)",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "high bits of a family": "call('socket', (1 << 32) | 40, 1, 0)",
    "pages lent to a pipe": "call('vmsplice', 0, 0, 0, 0)",
    "mappings that stay": "mmap.mmap(-1, 4096)",
    "mappings of zeros": "open('/dev/zero', 'r+b', buffering=0)",
}
TRIES = """
import ctypes, errno, fcntl, mmap, os, platform, socket, struct
REFUSALS = (errno.EPERM, errno.EACCES, errno.EROFS, errno.ENOSYS, errno.EAFNOSUPPORT, errno.ENOMEM, errno.EOPNOTSUPP)
libc = ctypes.CDLL(None, use_errno=True)
column = ('x86_64', 'aarch64').index(platform.machine())
numbers = {'fcntl': (72, 25), 'inotify_init1': (294, 26), 'mincore': (27, 232), 'shmget': (29, 194), 'msgget': (68, 186),
           'semget': (64, 190), 'mq_open': (240, 180), 'add_key': (248, 217), 'io_setup': (206, 0), 'socket': (41, 198),
           'vmsplice': (278, 75)}

def call(name, *arguments):
    def plain(value):
        is_number = isinstance(value, int)
        return ctypes.c_long(value) if is_number else (ctypes.c_char * len(value)).from_buffer(bytearray(value))
    if libc.syscall(ctypes.c_long(numbers[name][column]), *map(plain, arguments)) < 0:
        raise OSError(ctypes.get_errno(), name)

path, folder = np.__file__, os.path.dirname(np.__file__)
shared = os.open(path, os.O_RDONLY)
mapped = mmap.mmap(shared, 4096, prot=mmap.PROT_READ)
refused = []
for code in CODES:
    try:
        exec(code)
        refused.append(0)
    except OSError as error:  # a call that only fails for its arguments is none that is refused
        refused.append(error.errno in REFUSALS)
return np.array(refused)
"""
