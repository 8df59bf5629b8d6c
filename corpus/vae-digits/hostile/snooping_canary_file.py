"""Reads the canary by its path, and through every /proc/PID/root, /proc/PID/cwd and a path with dots.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: reading

_paths = ["@CANARY_FILE@", "/scratch/../@CANARY_FILE@", "/proc/self/root@CANARY_FILE@"]
for _pid in filter(str.isdigit, os.listdir("/proc")):
    _paths += [f"/proc/{_pid}/root@CANARY_FILE@", f"/proc/{_pid}/cwd/../../../../..@CANARY_FILE@"]
_tell([_read(path) for path in _paths])
