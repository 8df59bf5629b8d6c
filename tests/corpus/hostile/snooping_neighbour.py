"""Reads another student's notebook and evidence, and lists all submissions.

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

_found = [_read("@NEIGHBOUR@/vae-digits.ipynb"), _read("@NEIGHBOUR@/evidence.npz", 40)]
for _folder in ("@NEIGHBOUR@", "@NEIGHBOUR@/..", "@NEIGHBOUR@/../..", "@COURSE@/submitted", "@COURSE@", "@COURSE@/autograded"):
    try:
        _found.append(" ".join(os.listdir(_folder)))
    except OSError:
        pass
_tell(_found)
