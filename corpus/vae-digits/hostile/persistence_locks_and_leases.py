"""Leaves a lock, a lease, a watch, a hint or a time on files that the next submission shares, each by itself.

Attack: persistence
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import ctypes, fcntl, mmap, os, struct
# use: told

_libc = ctypes.CDLL(None, use_errno=True)
_left = []
_shared = os.open(os.__file__, os.O_RDONLY)
for _name, _act in {
    "flock": lambda: fcntl.flock(_shared, fcntl.LOCK_EX | fcntl.LOCK_NB),
    "record lock": lambda: fcntl.lockf(_shared, fcntl.LOCK_SH | fcntl.LOCK_NB),
    "lock of an opening": lambda: fcntl.fcntl(_shared, 37, struct.pack("hhqqi4x", 0, 0, 0, 0, 0)),
    "write lease": lambda: fcntl.fcntl(_shared, fcntl.F_SETLEASE, fcntl.F_WRLCK),
    "read lease": lambda: fcntl.fcntl(_shared, fcntl.F_SETLEASE, fcntl.F_RDLCK),
    "dnotify": lambda: fcntl.fcntl(os.open(os.path.dirname(os.__file__), os.O_RDONLY), fcntl.F_NOTIFY, 1),
    "write hint": lambda: fcntl.fcntl(_shared, 1036, struct.pack("Q", 3)),
    "time": lambda: os.utime(os.__file__, (7, 7)),
    "mode": lambda: os.fchmod(_shared, 0o666),
    "attribute": lambda: os.setxattr(os.__file__, "user.message", b"1"),
    "pages out of memory": lambda: os.posix_fadvise(_shared, 0, 0, os.POSIX_FADV_DONTNEED),
    "pages out of memory, by a mapping": lambda: mmap.mmap(_shared, 4096, prot=mmap.PROT_READ).madvise(21),
    "cached pages": lambda: os.preadv(_shared, [bytearray(1)], 0, os.RWF_NOWAIT),
}.items():
    try:
        _act()
        _left.append(_name)
    except OSError:
        pass
if _libc.inotify_init1(0) >= 0: _left.append("inotify")
if _left: _told(f"left {_left}")
