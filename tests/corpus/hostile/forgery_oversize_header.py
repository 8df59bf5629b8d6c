"""A prefix that announces 4 GiB of header and an exabyte of body; then one with a wrong magic.

Attack: forgery
Deserves: 80
Keeps: 80
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

import struct
_connection = _child()._connection
_connection.sendall(struct.pack(">4sIQ", b"VAEK", 2**32 - 1, 2**60) + b"x" * 4096)
_connection.sendall(struct.pack(">4sIQ", b"EVIL", 2, 0) + b"{}")
