"""Answers with JSON nested 100,000 deep and with a header of a megabyte of digits.

Attack: resources
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import sys
# use: frames

def _nest():
    import struct
    connection = _child()._connection
    header = b'{"message": ' + b"[" * 100_000 + b"]" * 100_000 + b', "sizes": []}'
    connection.settimeout(None)
    connection.sendall(struct.pack(">4sIQ", b"VAEK", len(header), 0) + header)
_nest()
