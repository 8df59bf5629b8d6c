"""A prefix that announces 4 GiB of header and an exabyte of body; then one with a wrong magic.

Attack: forgery
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import sys
# use: frames

import struct
_connection = _child()._connection
_connection.sendall(struct.pack(">4sIQ", b"VAEK", 2**32 - 1, 2**60) + b"x" * 4096)
_connection.sendall(struct.pack(">4sIQ", b"EVIL", 2, 0) + b"{}")
