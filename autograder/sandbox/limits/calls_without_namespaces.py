"""What the filter refuses besides where no namespaces separate student code from the machine (`--sandbox landlock`).

Namespaces hide other processes, sockets, queues and terminals, and a read-only mount keeps a file's mode and times.
Without them the calls that reach those are refused. Landlock itself refuses more on newer kernels; `abi` is the version
that the kernel has told, and what that version lacks is refused here.
"""

from __future__ import annotations

import errno

from autograder.sandbox.limits.system_calls import (
    NO_CHANGES,
    NOT_NEEDED,
    NotWith,
    Numbers,
    OnlyWith,
    Rules,
    filter_of,
)

SCOPES_SIGNALS, RESTRICTS_TRUNCATION = 6, 3  # the versions of Landlock from which it does so itself

# Sockets other than those that the process has or makes in pairs; messages on queues whose numbers are guessed; priority,
# processor and memory of other processes; a session or process group, by which a process would outlive the child; users
# and rights, which it has none of to change.
_REFUSED: dict[str, Numbers] = {
    "bind": (49, 200), "connect": (42, 203), "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242),
    "sendmsg": (46, 211), "sendmmsg": (307, 269),  # they hide open files in sockets, where nobody counts them
    "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187), "semop": (65, 193), "semtimedop": (220, 192),
    "semctl": (66, 191), "mq_unlink": (241, 181),
    "setpriority": (141, 140), "ioprio_set": (251, 30), "sched_setparam": (142, 118), "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122), "sched_setattr": (314, 274), "migrate_pages": (256, 238), "move_pages": (279, 239),
    "setsid": (112, 157), "setpgid": (109, 154),
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143), "setresuid": (117, 147),
    "setresgid": (119, 149), "setfsuid": (122, 151), "setfsgid": (123, 152), "setgroups": (116, 159), "capset": (126, 91),
}  # fmt: skip

# Its flags lie in memory, where a filter can't look.
_ABSENT: dict[str, Numbers] = {"openat2": (437, 437)}

_SIGNALS: dict[str, Numbers] = {
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424),
}  # fmt: skip
_TRUNCATION: dict[str, Numbers] = {"truncate": (76, 45)}

_FCNTL = (0, 1, 2, 3, 4, 1027, 1030, 1031, 1032, 1033, 1034)  # without F_SETOWN and F_SETSIG, which send signals
# TCGETS, TCGETS2, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: others change attributes of files or send signals
_IOCTL = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_GET_SECCOMP, PR_CAPBSET_READ, PR_GET_TIMERSLACK,
# PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS, PR_SET_VMA
_PRCTL = (2, 3, 15, 16, 21, 23, 30, 38, 39, 0x53564D41)
_ONLY_WITH = {
    "socket": OnlyWith((41, 198), 0, (), errno.EAFNOSUPPORT),
    "fcntl": OnlyWith((72, 25), 1, _FCNTL, errno.EPERM),
    "ioctl": OnlyWith((16, 29), 1, _IOCTL, errno.ENOTTY),
    "prctl": OnlyWith((157, 167), 0, _PRCTL, errno.EPERM),
    "prlimit64": OnlyWith((302, 261), 0, (0,), errno.EPERM),  # of this process alone
}
_SOCKET_TYPE, _DATAGRAM, _RAW = 0xF, 2, 3  # unlike streams, these can be sent to any address
_ACCESS, _TRUNCATE = 0x3, 0x200  # O_ACCMODE, O_TRUNC
_NOT_WITH = (
    ("socketpair", NotWith((53, 199), 1, _SOCKET_TYPE, _DATAGRAM, errno.EPERM)),
    ("socketpair", NotWith((53, 199), 1, _SOCKET_TYPE, _RAW, errno.EPERM)),
    # neither for reading nor for writing: Landlock has no word for it
    ("open", NotWith((2, None), 1, _ACCESS, 3, errno.EPERM)),
    ("openat", NotWith((257, 56), 2, _ACCESS, 3, errno.EPERM)),
)
_TRUNCATES_WHAT_IT_READS = (
    ("open", NotWith((2, None), 1, _ACCESS | _TRUNCATE, _TRUNCATE, errno.EPERM)),
    ("openat", NotWith((257, 56), 2, _ACCESS | _TRUNCATE, _TRUNCATE, errno.EPERM)),
)


def filter_without_namespaces(abi: int, machine: str = "") -> bytes | None:
    """Return the program for a kernel with that version of Landlock; None where the machine's calls are not known."""
    rules = NOT_NEEDED.and_also(NO_CHANGES).and_also(Rules(_REFUSED, _ABSENT, _ONLY_WITH, _NOT_WITH))
    if abi < SCOPES_SIGNALS:
        rules = rules.and_also(Rules(_SIGNALS, {}, {}, ()))
    if abi < RESTRICTS_TRUNCATION:
        rules = rules.and_also(Rules(_TRUNCATION, {}, {}, _TRUNCATES_WHAT_IT_READS))
    return filter_of(rules, machine)
