"""Connects to the local listener on every address of this machine.

Attack: network
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, socket
# use: told

_reached = []
for _host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "host.docker.internal", "10.0.2.2", "172.17.0.1", "192.168.0.1"):
    try:
        with socket.create_connection((_host, @PORT@), 0.5) as _line:
            _line.sendall(b"hello from a submission")
            _reached.append(_host)
    except OSError:
        pass
if _reached: _told(f"reached {_reached}")
