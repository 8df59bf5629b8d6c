"""Sends a frame whose header promises more than comes, then closes the socket.

Attack: forgery
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import sys
# use: frames

import struct
_connection = _child()._connection
_connection.sendall(struct.pack(">4sIQ", b"VAEK", 500, 0) + b'{"message": {"kind": "loaded", "errors": []}')
_connection.close()
