"""Sends messages of the kit's own ('prepared', 'kit_error', 'ready', 'missing') at the wrong moments.

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

protocol = _wire()
for _kind in ("ready", "prepared", "kit_error", "missing", "error"):
    protocol.send(_child()._connection, {"kind": _kind, "name": "Sampling", "error": ["X", "the grader's fault", "", 0, None, ""]})
