"""Announces a body of 120 MiB and sends a byte every 30 ms: the read never falls silent, so what the grader does only while it waits (watching memory) never happens.

Attack: time
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import sys
# use: frames

def _drip():
    import struct, time
    connection = _child()._connection
    connection.settimeout(None)
    connection.sendall(struct.pack(">4sIQ", b"VAEK", 2, 120 << 20) + b"{}")
    while True:
        connection.sendall(b"x")
        time.sleep(0.03)
_drip()
