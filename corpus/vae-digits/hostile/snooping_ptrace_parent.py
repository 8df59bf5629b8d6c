"""Attaches to the worker with ptrace and leaves it stopped.

Attack: snooping
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import ctypes, os
_libc = ctypes.CDLL(None, use_errno=True)
_attached = _libc.ptrace(16, os.getppid(), None, None)
if _attached == 0:
    os.waitpid(os.getppid(), 0x40000000)
