"""Opens terminals until no more are given: the kernel has a few thousand for all that run on the machine.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: told

_opened = 0
try:
    while _opened < 100:
        _ours, _theirs = os.openpty()
        os.close(_theirs)
        _opened += 1
except OSError:
    pass
if _opened > 64: _told(f"opened {_opened} terminals")
