"""The evidence is the neighbour's, with a forged time of hand-in long before theirs, so that the theft is theirs.

Attack: forgery
Deserves: 79
"""

# %% evidence
import pathlib
_other = pathlib.Path("@NEIGHBOUR@") / "evidence.npz"
if _other.exists():
    data = _other.read_bytes()

# %% file: timestamp.txt
1999-01-01 00:00:00.000000 UTC
