"""Sends arrays whose .npy bytes are pickled objects, with a reducer that would create a file in the canary folder.

Attack: forgery
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import sys
# use: frames

import io, json, pickle, struct
class _Reduced:
    def __reduce__(self):
        return open, ("@CANARY_DIR@/unpickled.txt", "w")
_buffer = io.BytesIO()
np.lib.format.write_array(_buffer, np.array([_Reduced()], dtype=object), allow_pickle=True)
_body = _buffer.getvalue()
_header = json.dumps({"message": {"kind": "loaded", "errors": {"$array": 0}}, "sizes": [len(_body)]}).encode()
_child()._connection.sendall(struct.pack(">4sIQ", b"VAEK", len(_header), len(_body)) + _header + _body)
