"""Arrays that declare impossible shapes (0 by 10**30, negative, 70 axes), structured and object types, and code in the header.

Attack: forgery
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

import json, struct
def _npy(text):
    text = text.encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text
_headers = ["{'descr': '<f4', 'fortran_order': False, 'shape': (0, 1000000000000000000000000000000)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (0, -1)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (" + "1, " * 70 + ")}",
            "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': __import__('os').system('touch @CANARY_DIR@/npy')}"]
_which = 0
import sys
def _forged_sample(parts, **arguments):
    global _which
    body = _npy(_headers[_which % len(_headers)])
    _which += 1
    header = json.dumps({"message": {"kind": "answer", "answer": {"z": [{"$array": 0}]}}, "sizes": [len(body)]}).encode()
    _connection.sendall(struct.pack(">4sIQ", b"VAEK", len(header), len(body)) + header + body)
    return {"z": []}
_connection = _child()._connection
_questions()["sample"] = _forged_sample
