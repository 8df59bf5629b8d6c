"""Sends datagrams to the listener, a broadcast and a name server, and waits for an answer.

Attack: network
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, socket
# use: told

_line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
_line.settimeout(0.5)
_line.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
for _place in (("127.0.0.1", @PORT@), ("255.255.255.255", @PORT@), ("127.0.0.53", 53)):
    try:
        _line.sendto(b"hello from a submission", _place)
        _line.recvfrom(10)
    except OSError:
        pass
