"""Opens raw, packet, netlink and vsock sockets.

Attack: network
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, socket
# use: told

_opened = []
for _family, _kind, _protocol in ((socket.AF_INET, socket.SOCK_RAW, 1), (17, socket.SOCK_RAW, 0x0300), (40, socket.SOCK_STREAM, 0),
                                  (38, socket.SOCK_SEQPACKET, 0)):
    try:
        _line = socket.socket(_family, _kind, _protocol)
        _line.settimeout(0.5)
        if _family == 40:
            _line.connect((2, @PORT@))
        _opened.append(_family)
    except OSError:
        pass
if 2 in _opened or 17 in _opened or 40 in _opened: _told(f"opened {_opened}")
