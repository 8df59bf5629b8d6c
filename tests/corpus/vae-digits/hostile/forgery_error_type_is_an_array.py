"""A forged error whose type is an array of two: comparing it with a text is ambiguous and raises in the grader, which takes it for its own fault (no grade at all).

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

import protocol, sys
_connection = _child()._connection
def _forged_sample(parts, **arguments):
    protocol.send(_connection, {"kind": "error", "error": {"type": np.array([1, 2]), "text": np.array([3, 4])}})
    raise SystemExit
sys.modules["questions"].sample = _forged_sample
