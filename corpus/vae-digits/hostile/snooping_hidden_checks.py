"""Reads the hidden checks, the reference and the source notebook from the course's folder.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: reading

_checks = "@COURSE@/autograder/assignments/vae_digits"
_paths = [f"{_checks}/checks/test_{name}.py" for name in ("sampling", "losses", "train_step", "generate", "experiment")]
_paths += [f"{_checks}/reference.py", "@COURSE@/source/vae-digits/vae-digits.ipynb", "@COURSE@/release/vae-digits/vae-digits.ipynb"]
_tell([_read(path, 80) for path in _paths])
