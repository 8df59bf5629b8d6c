"""Reads the hidden checks, the reference and the source notebook from the course's folder.

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

_checks = "@COURSE@/autograder/assignments/vae_digits"
_paths = [f"{_checks}/checks/test_{name}.py" for name in ("sampling", "losses", "train_step", "generate", "experiment")]
_paths += [f"{_checks}/reference.py", "@COURSE@/source/vae-digits/vae-digits.ipynb", "@COURSE@/release/vae-digits/vae-digits.ipynb"]
_tell([_read(path, 80) for path in _paths])
