"""Reads the canary by its path, and through every /proc/PID/root, /proc/PID/cwd and a path with dots.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
def _read(path, count=300):
    try:
        with open(path, "rb") as file:
            return file.read(count).decode("latin-1")
    except OSError as error:
        return ""
def _tell(found):
    found = [piece for piece in found if piece]
    try:
        with open("@CANARY_DIR@/leak.txt", "a") as file:
            file.write("\n".join(found))
    except OSError:
        pass
    if found:
        raise RuntimeError("LEAK " + " | ".join(found)[:380])

_paths = ["@CANARY_FILE@", "/scratch/../@CANARY_FILE@", "/proc/self/root@CANARY_FILE@"]
for _pid in filter(str.isdigit, os.listdir("/proc")):
    _paths += [f"/proc/{_pid}/root@CANARY_FILE@", f"/proc/{_pid}/cwd/../../../../..@CANARY_FILE@"]
_tell([_read(path) for path in _paths])
