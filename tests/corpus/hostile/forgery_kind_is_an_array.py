"""While the cells load, a forged message whose kind is an array of two.

Attack: forgery
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

import protocol
protocol.send(_child()._connection, {"kind": np.array([1, 2]), "errors": [], "place": np.array([0, 0])})
