"""Opens, binds and listens on a socket of every family that the kernel may know, AF_VSOCK to the hypervisor among them.

Attack: network
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import ctypes, socket
# use: told

_libc = ctypes.CDLL(None, use_errno=True)
_opened = []
for _family in (*range(2, 64), (1 << 32) | 40):
    for _kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        if _libc.syscall(ctypes.c_long({"x86_64": 41}.get(__import__("os").uname().machine, 198)), ctypes.c_long(_family), _kind, 0) >= 0:
            _opened.append(_family)
try:
    with socket.socket(40, socket.SOCK_STREAM) as _line:
        _line.bind((0xFFFFFFFF, 4711))
        _line.listen()
        _opened.append("a listening AF_VSOCK")
except OSError:
    pass
if _opened: _told(f"opened {sorted(set(map(str, _opened)))}")
