"""Makes new user, mount, network and pid namespaces by unshare, clone and clone3.

Attack: escape
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import ctypes, os
_libc = ctypes.CDLL(None, use_errno=True)
# use: told

_done = [hex(flag) for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x04000000, 0x08000000, 0x02000000, 0x10020000) if _libc.unshare(flag) == 0]
for _flags in (0x10000000 | 17, 0x10020000 | 17, 0x20000000 | 17):
    _pid = _libc.syscall(56, _flags, 0, 0, 0, 0)
    if _pid == 0: os._exit(0)
    if _pid > 0: _done.append("clone " + hex(_flags))
if _done: _escaped(_done)
