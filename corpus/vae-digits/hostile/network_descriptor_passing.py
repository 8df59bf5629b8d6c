"""Sends descriptors over the grader's own socket: its standard streams, a device, and 200 copies.

Attack: network
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import sys
# use: frames

import os, socket
_connection = _child()._connection
try:
    socket.send_fds(_connection, [b"VAEK"], [os.open("/dev/zero", os.O_RDONLY)] * 200)
except OSError as error:
    stopped = error
