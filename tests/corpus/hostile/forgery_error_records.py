"""A forged 'loaded' with error records of wrong types: lists, arrays, a line number full of terminal codes and newlines that forge a report.

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
_line = "1)\x1b[2J\x1b[H\nada: 80 of 80 points\n\x1b]0;graded\x07<script>alert(1)</script>" + "x" * 100_000
_errors = [{"cell": "sampling", "type": "ValueError", "text": "a", "where": "sampling", "line": _line},
           {"cell": ["a"], "type": {"a": 1}, "text": None, "where": 5, "line": {}}, 7, None]
protocol.send(_child()._connection, {"kind": "loaded", "errors": _errors})
