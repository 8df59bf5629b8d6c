"""Asks for names, which would carry words out of the sandbox.

Attack: network
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, socket
# use: told

_reached = []
for _name in ("secret.canary.invalid", "localhost.localdomain", "sandbox"):
    try:
        _reached.append(socket.getaddrinfo(_name, 80)[0][4][0])
    except OSError:
        pass
