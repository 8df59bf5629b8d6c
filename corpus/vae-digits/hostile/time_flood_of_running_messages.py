"""Sends true-looking 'running' messages without end, each of which makes the grader wait for the next statement anew.

Attack: time
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

def _flood():
    protocol = _wire()
    me = _child()
    while True:
        protocol.send(me._connection, {"kind": "running", "place": [0, 0]})
try:
    _flood()
except BaseException:
    _flood()
