"""Reads the command lines, mounts and maps of every visible process, for paths of the host and processes that are not its own.

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

_found = []
for _pid in filter(str.isdigit, os.listdir("/proc")):
    _line = _read(f"/proc/{_pid}/cmdline", 4000).replace("\0", " ")
    if any(word in _line for word in ("jupyter", "pytest", "nbgrader", "vaekit", "sshd", "@CANARY_DIR@")):
        _found.append(_line[:150])
_tell(_found)
