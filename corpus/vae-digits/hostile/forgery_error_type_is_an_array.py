"""A forged error whose type is an array of two: comparing it with a text is ambiguous and raises in the grader, which takes it for its own fault (no grade at all).

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

protocol = _wire()
_connection = _child()._connection
def _forged_sample(parts, **arguments):
    protocol.send(_connection, {"kind": "error", "error": [np.array([1, 2]), np.array([3, 4]), np.array([5, 6]), np.array([7]), None, ""]})
    raise SystemExit
_questions()["sample"] = _forged_sample
