"""Sends true-looking 'running' messages without end, each of which makes the grader wait for the next statement anew.

Attack: time
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys

def _worker():
    frame = sys._getframe()
    while frame is not None:
        if "serve_forks" in frame.f_globals and "time_limit" in frame.f_globals:
            return frame.f_globals
        frame = frame.f_back
    raise RuntimeError("the worker was not found")

def _child():
    frame = sys._getframe()
    while frame is not None:
        me = frame.f_locals.get("self")
        if type(me).__name__ == "Child":
            return me
        frame = frame.f_back
    raise RuntimeError("the child was not found")

def _flood():
    import protocol
    me = _child()
    while True:
        protocol.send(me._connection, {"kind": "running", "place": [0, 0]})
try:
    _flood()
except BaseException:
    _flood()
