"""Connects to the unix socket by its path, and through /proc/PID/root and cwd.

Attack: network
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, socket
# use: told

_reached = []
_paths = ["@UNIX@"] + [f"/proc/{pid}/root@UNIX@" for pid in filter(str.isdigit, os.listdir("/proc"))]
for _path in _paths:
    for _kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            with socket.socket(socket.AF_UNIX, _kind) as _line:
                _line.settimeout(0.5)
                _line.connect(_path)
                _line.send(b"hello")
                _reached.append(_path)
        except (OSError, ValueError):
            pass
if _reached: _told(f"reached {_reached}")
