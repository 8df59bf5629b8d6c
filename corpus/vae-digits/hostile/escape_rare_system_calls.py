"""Asks the kernel for what notebooks never need, each by itself: alarms, other processes' priority, mounts told, pages moved.

Attack: escape
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os, platform
if os.path.exists("/kit/worker.py") and platform.machine() == "x86_64":
    import ctypes, resource, socket, struct, time
    _libc = ctypes.CDLL(None, use_errno=True)
    _call = lambda number, *words: _libc.syscall(*[ctypes.c_long(word) if isinstance(word, int) else word for word in (number, *words)])
    _buffer = ctypes.create_string_buffer(1 << 14)
    _done = []
    for _name, _words in {
        "io_uring": (425, 8, _buffer), "userfaultfd": (323, 0), "bpf": (321, 0, _buffer, 64), "perf": (298, _buffer, 0, -1, -1, 0),
        "keyctl": (250, 0, -3, 1), "memfd": (319, b"x", 0), "memfd_secret": (447, 0), "personality": (135, 0x40000), "modify_ldt": (154, 0, _buffer, 64),
        "adjtimex": (159, _buffer), "clock_adjtime": (305, 0, _buffer), "syslog": (103, 10, _buffer, 0), "quotactl": (179, 0x80000100, 0, 0, _buffer),
        "fsopen": (430, b"tmpfs", 0), "open_tree": (428, -100, b"/", 1), "unshare": (272, 0x10000000), "setns": (308, 0, 0), "ptrace": (101, 0, 0, 0, 0),
        "kcmp": (312, 1, 1, 0, 0, 0), "pidfd_getfd": (438, 0, 0, 0), "sethostname": (170, b"x", 1), "mknod": (133, b"/scratch/d", 0o20666, 0x101),
        "iopl": (172, 3), "vhangup": (153,), "swapon": (167, b"/scratch/x", 0), "acct": (163, 0), "mount": (165, b"t", b"/tmp", b"tmpfs", 0, 0),
        "statmount": (457, _buffer, _buffer, 1 << 14, 1 << 20), "no such call": (500, 0), "of the other numbering": (0x40000000 + 39,),
        "alarm clock": (283, 8, 0), "file handles": (303, -100, b"/", _buffer, _buffer, 0), "dirty quota": (443, 0, 0, 0, 0),
        "pages out of memory": (221, os.open(os.__file__, os.O_RDONLY), 0, 0, 4), "reboot": (169, 0xFEE1DEAD - (1 << 32), 672274793, 0, 0),
    }.items():
        ctypes.set_errno(0)
        if _call(*_words) >= 0:
            _done.append(_name)
    for _what, _act in {
        "a higher limit": lambda: resource.setrlimit(resource.RLIMIT_NPROC, (10 ** 6, 10 ** 6)),
        "more files": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (10 ** 5, 10 ** 5)),
        "a higher priority": lambda: os.nice(-5),
        "realtime": lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
        "others' memory": lambda: open("/proc/2/mem", "rb").read(1) if os.getpid() != 2 else 1 / 0,
        "a core pattern": lambda: open("/proc/sys/kernel/core_pattern", "w"),
        "a score of memory": lambda: open("/proc/self/oom_score_adj", "w").write("-1000"),
        "a packet socket": lambda: socket.socket(17, socket.SOCK_RAW),
        "a netlink socket": lambda: socket.socket(16, socket.SOCK_RAW),
        "a cryptographic socket": lambda: socket.socket(38, socket.SOCK_SEQPACKET),
        "a hypervisor's socket": lambda: socket.socket(40, socket.SOCK_STREAM),
        "a Bluetooth socket": lambda: socket.socket(31, socket.SOCK_RAW),
    }.items():
        try:
            _act()
            _done.append(_what)
        except (OSError, ValueError, ArithmeticError):
            pass
    if _done: raise RuntimeError("LEAK escaped: " + str(_done))
