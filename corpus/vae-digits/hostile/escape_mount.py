"""Mounts, binds, moves and unmounts by libc and by the new mount calls.

Attack: escape
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import ctypes, os
    _libc = ctypes.CDLL(None, use_errno=True)
    def _escaped(what):
        raise RuntimeError("LEAK escaped: " + str(what))

    _done = []
    os.makedirs("/scratch/m", exist_ok=True)
    for _source, _kind, _flags in ((b"tmpfs", b"tmpfs", 0), (b"/", b"", 4096), (b"proc", b"proc", 0), (b"sysfs", b"sysfs", 0), (b"overlay", b"overlay", 0)):
        if _libc.mount(_source, b"/scratch/m", _kind, _flags, None) == 0:
            _done.append(_kind)
    if _libc.mount(None, b"/", None, 32 | 4096, None) == 0: _done.append("remounted /")
    for _path in (b"/tmp", b"/kit/worker.py", b"/proc"):
        if _libc.umount2(_path, 2) == 0: _done.append(_path)
    if _libc.syscall(428, -100, b"/", 1) >= 0: _done.append("open_tree clone")
    if _libc.syscall(430, b"tmpfs", 0) >= 0: _done.append("fsopen")
    if _done: _escaped(_done)
