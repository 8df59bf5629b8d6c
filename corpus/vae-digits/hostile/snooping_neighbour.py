"""Reads another student's notebook and evidence, and lists all submissions.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: reading

_found = [_read("@NEIGHBOUR@/vae-digits.ipynb"), _read("@NEIGHBOUR@/evidence.npz", 40)]
for _folder in ("@NEIGHBOUR@", "@NEIGHBOUR@/..", "@NEIGHBOUR@/../..", "@COURSE@/submitted", "@COURSE@", "@COURSE@/autograded"):
    try:
        _found.append(" ".join(os.listdir(_folder)))
    except OSError:
        pass
_tell(_found)
