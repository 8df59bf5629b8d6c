"""What the kernel keeps from student code besides namespaces: system calls, and memory.

The filter is a program of classic BPF, as `bwrap --seccomp` takes it: the calls that notebooks don't need and that have
been ways out of sandboxes, or ways around their limits, fail with EPERM. Memory is limited by a control group where one
can be made; where none can, `memory_mib` is what a watchdog reads.
"""

from __future__ import annotations

import contextlib
import os
import platform
import shlex
import shutil
import signal
import struct
import subprocess
import time
import uuid
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import psutil

_MIB = 1 << 20
_TRIES, _PAUSE_S = 250, 0.02  # killed processes take a moment to go
_ABANDONED_S = 60.0

# --- system calls ---------------------------------------------------------------------------------------------

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # AUDIT_ARCH_… of linux/audit.h
_X32 = 0x40000000  # the bit of x86_64's other numbering
_NEW_USER = 0x10000000  # CLONE_NEWUSER
_ARGUMENT, _NUMBER, _ARCHITECTURE = 16, 0, 4  # offsets in struct seccomp_data
_LOAD, _EQUAL, _GREATER, _BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _EPERM, _ENOSYS, _KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000

# Name: number on x86_64, on aarch64. Memory that no process is charged with; other processes' memory; keys, tracing and
# programs in the kernel; mounts and namespaces; the machine's clock, modules and devices; calls with a history of flaws.
_REFUSED = {
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "fanotify_init": (300, 262), "lookup_dcookie": (212, 18),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97),
    "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "quotactl": (179, 60), "syslog": (103, 116), "vhangup": (153, 58), "personality": (135, 92),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
}  # fmt: skip
_ONLY_X86 = {"iopl": 172, "ioperm": 173, "modify_ldt": 154}
_CLONE, _CLONE3 = (56, 220), 435
_PRCTL, _PR_SET_PDEATHSIG = (157, 167), 1  # by which a process would outlive its worker


@cache
def syscall_filter(machine: str = "") -> bytes | None:
    """The filter's program for this machine, or None where its numbers are not known."""
    machine = machine or platform.machine()
    if machine not in _ARCHITECTURES:
        return None
    column = list(_ARCHITECTURES).index(machine)
    refused = [numbers[column] for numbers in _REFUSED.values()]
    refused += _ONLY_X86.values() if machine == "x86_64" else ()
    head = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, _ARCHITECTURES[machine]), (_RETURN, 0, 0, _KILL)]
    head += [(_LOAD, 0, 0, _NUMBER), (_GREATER, 0, 1, _X32), (_RETURN, 0, 0, _EPERM)]
    head += [
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _ENOSYS),
    ]  # its flags can't be read here; libc then uses clone
    for number in refused:
        head += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _EPERM)]
    tail = [
        (_EQUAL, 0, 4, _PRCTL[column]),
        (_LOAD, 0, 0, _ARGUMENT),
        (_EQUAL, 0, 1, _PR_SET_PDEATHSIG),
        (_RETURN, 0, 0, _EPERM),
        (_RETURN, 0, 0, _ALLOW),
        (_EQUAL, 0, 3, _CLONE[column]),
        (_LOAD, 0, 0, _ARGUMENT),
        (_BITS, 0, 1, _NEW_USER),
        (_RETURN, 0, 0, _EPERM),
    ]
    tail += [(_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in head + tail)


def refused_calls() -> tuple[list[str], int, list[str]]:
    """The calls that are refused by name, the flag of `clone` that is, and the calls said not to exist."""
    return [*_REFUSED, *_ONLY_X86], _NEW_USER, ["clone3"]


# --- memory ---------------------------------------------------------------------------------------------------


class Group:
    """A control group whose processes share a limit of memory and of their number.

    Where none can be made the command is left as it is.
    """

    def __init__(self, mib: int, processes: int) -> None:
        self._limits = {"memory": ("memory.limit_in_bytes", mib * _MIB), "pids": ("pids.max", processes)}
        self._folders: list[Path] = []

    def enter(self, command: list[str]) -> list[str]:
        """The command, started inside the group."""
        self._make()
        if self._folders:
            enter = "; ".join(f"echo $$ > {shlex.quote(str(folder / 'cgroup.procs'))}" for folder in self._folders)
            return ["/bin/sh", "-e", "-c", f'{enter}; exec "$@"', "sh", *command]
        if _systemd_makes_groups():
            (_, memory), (_, processes) = self._limits.values()
            limits = [f"MemoryMax={memory}", "MemorySwapMax=0", f"TasksMax={processes}"]
            return [*_systemd_run(), *(f"--property={limit}" for limit in limits), *command]
        return command

    @staticmethod
    def can_be_joined() -> bool:
        """Whether a process that runs already can be put into a group, or no group can be made at all."""
        return _first_version("memory") is not None or not _systemd_makes_groups()

    def join(self, pid: int) -> None:
        """Put a process that runs already into the group. Raises OSError where it is gone, or none can be made."""
        self._make()
        if len(self._folders) < sum(_first_version(controller) is not None for controller in self._limits):
            raise OSError("no control group could be made")
        for folder in self._folders:
            (folder / "cgroup.procs").write_text(str(pid))

    def _make(self) -> None:
        made = (_new_group(controller, limit, value) for controller, (limit, value) in self._limits.items())
        self._folders += [folder for folder in made if folder is not None]

    def leave(self) -> None:
        """End every process that is still in the group, and remove it."""
        for _ in range(_TRIES):
            self._folders = [folder for folder in self._folders if not _removed(folder)]
            if not self._folders:
                break
            time.sleep(_PAUSE_S)
        self._folders = []


def _removed(folder: Path) -> bool:
    """Whether the group is gone now; what is still in it is killed."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for pid in (folder / "cgroup.procs").read_text().split():
            os.kill(int(pid), signal.SIGKILL)
    with contextlib.suppress(OSError):
        folder.rmdir()
    return not folder.exists()


def _new_group(controller: str, limit: str, value: int) -> Path | None:
    """A group of control groups' first version, which a container or an older machine lets its root make."""
    parent = _first_version(controller)
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
    """Remove the groups that killed graders have left: nothing is in them, and nothing is about to be."""
    for folder in parent.glob("vaekit-*"):
        with contextlib.suppress(OSError):  # the kernel keeps a group that holds a process
            if time.time() - folder.stat().st_mtime > _ABANDONED_S:
                folder.rmdir()


@cache
def _first_version(controller: str) -> Path | None:
    """This process's own group of a controller, if it may make others in it."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, own = line.split(":", 2)
            if controller in controllers.split(","):
                root = Path("/sys/fs/cgroup") / controller
                folder = next((f for f in (root / own.lstrip("/"), root) if (f / "cgroup.procs").exists()), None)
                return folder if folder is not None and os.access(folder, os.W_OK) else None
    return None


@cache
def _systemd_makes_groups() -> bool:
    if shutil.which("systemd-run") is None:
        return False
    reading, writing = os.pipe()  # what the sandbox inherits has to come through
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
    whose = [] if os.geteuid() == 0 else ["--user"]
    return ["systemd-run", *whose, "--scope", "--quiet", "--collect"]


def memory_limit_mib() -> float | None:
    """The memory that the control groups of this process, or of its container, allow; None where they set no limit."""
    limits = []
    places = [_first_version("memory"), Path("/sys/fs/cgroup/memory"), Path("/sys/fs/cgroup"), _second_version()]
    for folder in filter(None, places):
        for name in ("memory.max", "memory.limit_in_bytes"):
            with contextlib.suppress(OSError, ValueError):  # "max" is no number
                limits.append(int((folder / name).read_text()) / _MIB)
    return min(limits, default=None)


def _second_version() -> Path | None:
    """This process's own group, where control groups are of the second version."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            if line.startswith("0::"):
                return Path("/sys/fs/cgroup") / line.removeprefix("0::").lstrip("/")
    return None


def memory_mib(pids: Iterable[int]) -> float:
    """Memory that some processes have taken: their own pages, and pages of shared memory.

    Pages that a forked child still shares with its parent count for both; files that are mapped do not count.
    """
    return sum(map(_taken, pids)) / _MIB


def _taken(pid: int) -> int:
    with contextlib.suppress(OSError, ValueError):
        status = Path(f"/proc/{pid}/status").read_text()
        fields = dict(line.split(":", 1) for line in status.splitlines() if line.startswith("Rss"))
        return sum(int(fields[name].split()[0]) for name in ("RssAnon", "RssShmem") if name in fields) * 1024
    return 0


def family(pid: int) -> list[int]:
    """A process and everything under it."""
    with contextlib.suppress(psutil.Error):
        return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
    return []
