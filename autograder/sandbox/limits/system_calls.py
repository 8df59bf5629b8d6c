"""The filter of system calls for student code, as a program for the kernel and as a profile for container engines.

It refuses calls that notebooks don't need: those that were ways out of sandboxes or around their limits, and those by
which submissions that share files of the machine could leave each other messages. Where a call is needed with some
arguments (a socket, a file's flags, a mapping), those are allowed by name and the rest is refused.
"""

from __future__ import annotations

import errno
import platform
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # AUDIT_ARCH_… of linux/audit.h
_X32 = 0x40000000  # the bit of x86_64's other numbering
_LAST_KNOWN = 462  # later calls, on both machines, fail with ENOSYS: which of them do harm is not known here
_WORD = 0xFFFFFFFF

# Name: number on x86_64, on aarch64 (None where it has none).
Numbers = tuple[int | None, int | None]

# Memory that no process is charged with; other processes' memory; keys, tracing and programs in the kernel; mounts and
# namespaces; the machine's clock, modules and devices; who opens which file, and what of it stays in memory; calls with a
# history of flaws.
_REFUSED: dict[str, Numbers] = {
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180), "vmsplice": (278, 75), "io_setup": (206, 0),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "seccomp": (317, 277),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "lookup_dcookie": (212, 18),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97),
    "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "quotactl": (179, 60), "quotactl_fd": (443, 443), "syslog": (103, 116), "vhangup": (153, 58),
    "personality": (135, 92), "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "inotify_init": (253, None), "inotify_init1": (294, 26), "inotify_add_watch": (254, 27), "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263), "fadvise64": (221, 223),
    "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None),
}  # fmt: skip

# Answered with ENOSYS, so that libraries do without: the filter can't read the flags of clone3; the next submission can
# see a lock on a shared file, and which of its pages are in memory.
_ABSENT: dict[str, Numbers] = {
    "clone3": (435, 435),
    "flock": (73, 32),
    "mincore": (27, 232),
    "cachestat": (451, 451),
    "preadv2": (327, 286),
}

# Of mode, owner, time and attributes of a file.
_CHANGES: dict[str, Numbers] = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
}  # fmt: skip


@dataclass(frozen=True)
class OnlyWith:
    """A call that is allowed where the low 32 bits of an argument are one of `values`."""

    numbers: Numbers
    argument: int
    values: tuple[int, ...]
    error: int


@dataclass(frozen=True)
class NotWith:
    """A call that is refused where an argument equals `value` in the bits of `mask`."""

    numbers: Numbers
    argument: int
    mask: int
    value: int
    error: int


_AF_UNIX = (1,)  # for asyncio and multiprocessing; no network is there, and AF_VSOCK, say, has no namespace
# F_DUPFD to F_SETFL, owner and signal, F_DUPFD_QUERY, F_DUPFD_CLOEXEC, sizes of pipes, seals. Not here: locks and leases,
# which other openings of a shared file meet; F_NOTIFY; hints, which are kept with the file.
_FCNTL = (0, 1, 2, 3, 4, 8, 9, 10, 11, 15, 16, 1027, 1030, 1031, 1032, 1033, 1034)
_FCNTL_RANGES = (range(64), range(1024, 1088))  # of the kernel's commands, for profiles that can only refuse
_NEW_USER = 0x10000000  # CLONE_NEWUSER
_MAP_SHARED_ANONYMOUS = 0x21  # shared memory that stays when no process has it mapped any more
_MADV_COLD, _MADV_PAGEOUT = (
    20,
    21,
)  # they change which pages of a shared file are in memory, which others can measure
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP = 1, 22  # with the first a process would outlive its worker

_ONLY_WITH = {
    "socket": OnlyWith((41, 198), 0, _AF_UNIX, errno.EAFNOSUPPORT),
    "socketpair": OnlyWith((53, 199), 0, _AF_UNIX, errno.EAFNOSUPPORT),
    "fcntl": OnlyWith((72, 25), 1, _FCNTL, errno.EPERM),
}
_NOT_WITH = (
    ("mmap", NotWith((9, 222), 3, _MAP_SHARED_ANONYMOUS, _MAP_SHARED_ANONYMOUS, errno.ENOMEM)),
    ("madvise", NotWith((28, 233), 2, _WORD, _MADV_COLD, errno.EPERM)),
    ("madvise", NotWith((28, 233), 2, _WORD, _MADV_PAGEOUT, errno.EPERM)),
    ("clone", NotWith((56, 220), 0, _NEW_USER, _NEW_USER, errno.EPERM)),
    ("prctl", NotWith((157, 167), 0, _WORD, _PR_SET_PDEATHSIG, errno.EPERM)),
    ("prctl", NotWith((157, 167), 0, _WORD, _PR_SET_SECCOMP, errno.EPERM)),
)
_ENGINES_NEED = {"prctl"}  # an engine's runtime calls it under the filter; a container ends as a whole

# --- for the kernel: a program of classic BPF ---------------------------------------------------------------------

_LOAD, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
Step = tuple[int, int, int, int]


@dataclass(frozen=True)
class Rules:
    """What a filter refuses: calls that fail with EPERM, calls that fail with ENOSYS, and what depends on arguments."""

    refused: Mapping[str, Numbers]
    absent: Mapping[str, Numbers]
    only_with: Mapping[str, OnlyWith]
    not_with: Sequence[tuple[str, NotWith]]

    def and_also(self, stricter: Rules) -> Rules:
        """Return these rules with more of them; where both allow a call only with some values, `stricter` says which."""
        return Rules(
            {**self.refused, **stricter.refused},
            {**self.absent, **stricter.absent},
            {**self.only_with, **stricter.only_with},
            (*self.not_with, *stricter.not_with),
        )


NOT_NEEDED = Rules(_REFUSED, _ABSENT, _ONLY_WITH, _NOT_WITH)
NO_CHANGES = Rules(_CHANGES, {}, {}, ())


@cache
def syscall_filter(machine: str = "", *, changes: bool = True) -> bytes | None:
    """Return the program for this machine; None where its numbers of calls are not known.

    Without `changes` no file's mode, owner or time can be changed: for a sandbox with the machine's own devices.
    """
    return filter_of(NOT_NEEDED if changes else NOT_NEEDED.and_also(NO_CHANGES), machine)


def filter_of(rules: Rules, machine: str = "") -> bytes | None:
    """Return the program of those rules for this machine; None where its numbers of calls are not known."""
    machine = machine or platform.machine()
    if machine not in _ARCHITECTURES:
        return None
    column = list(_ARCHITECTURES).index(machine)
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, _ARCHITECTURES[machine]), (_RETURN, 0, 0, _KILL)]
    steps += [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), _return_error(errno.EPERM)]
    steps += [(_AT_LEAST, 0, 1, _LAST_KNOWN + 1), _return_error(errno.ENOSYS)]
    for calls, error in ((rules.absent, errno.ENOSYS), (rules.refused, errno.EPERM)):
        for numbers in calls.values():
            steps += _for_call(numbers[column], [_return_error(error)])
    numbers_of = {name: rule.numbers for name, rule in rules.only_with.items()}
    numbers_of |= {name: rule.numbers for name, rule in rules.not_with}
    for name, numbers in numbers_of.items():
        refusals = list(_refuse_where(rule for other, rule in rules.not_with if other == name))
        only = rules.only_with.get(name)
        rest = _allow_only(only) if only is not None else [(_RETURN, 0, 0, _ALLOW)]
        steps += _for_call(numbers[column], [*refusals, *rest])
    steps.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _return_error(error: int) -> Step:
    return (_RETURN, 0, 0, _ERROR | error)


def _for_call(number: int | None, steps: list[Step]) -> list[Step]:
    """Return the steps, which end with a verdict, behind a test for that call."""
    return [] if number is None else [(_EQUAL, 0, len(steps), number), *steps]


def _allow_only(rule: OnlyWith) -> list[Step]:
    steps = [(_LOAD, 0, 0, _ARGUMENTS + 8 * rule.argument)]
    for value in rule.values:
        steps += [(_EQUAL, 0, 1, value), (_RETURN, 0, 0, _ALLOW)]
    return [*steps, _return_error(rule.error)]


def _refuse_where(rules: Iterable[NotWith]) -> Iterator[Step]:
    for rule in rules:
        yield (_LOAD, 0, 0, _ARGUMENTS + 8 * rule.argument)
        yield (_AND, 0, 0, rule.mask)
        yield (_EQUAL, 0, 1, rule.value)
        yield _return_error(rule.error)


# --- for Docker and Podman ----------------------------------------------------------------------------------------


def engine_profile() -> dict[str, Any]:
    """Return the filter as a seccomp profile of Docker and Podman, which allows what no rule refuses."""
    rules = [_profile_rule([*_REFUSED], errno.EPERM), _profile_rule([*_ABSENT], errno.ENOSYS)]
    for name, only in _ONLY_WITH.items():
        for value in _refused_values(only):
            rules.append(_profile_rule([name], only.error, only.argument, value, _WORD))
    for name, rule in _NOT_WITH:
        if name not in _ENGINES_NEED:
            rules.append(_profile_rule([name], rule.error, rule.argument, rule.value, rule.mask))
    return {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": rules}


def _refused_values(only: OnlyWith) -> Iterator[int]:
    """Yield the arguments to refuse, one by one: a profile of an engine has a single default for all calls."""
    ranges = _FCNTL_RANGES if only.values is _FCNTL else (range(64),)  # there are 46 families of sockets
    return (value for some in ranges for value in some if value not in only.values)


def _profile_rule(
    names: list[str], error: int, argument: int | None = None, value: int = 0, mask: int = 0
) -> dict[str, Any]:
    rule: dict[str, Any] = {"names": names, "action": "SCMP_ACT_ERRNO", "errnoRet": error}
    if argument is not None:  # masked, as the kernel looks at the low half of some arguments alone
        rule["args"] = [{"index": argument, "value": mask, "valueTwo": value, "op": "SCMP_CMP_MASKED_EQ"}]
    return rule
