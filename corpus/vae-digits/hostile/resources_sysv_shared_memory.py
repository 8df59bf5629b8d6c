"""System V shared memory: 11 segments of 512 MiB, attached, touched and kept after the process's end.

Attack: resources
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import ctypes, time
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    held = 0
    for number in range(11):
        segment = libc.shmget(0, ctypes.c_size_t(512 << 20), 0o1600)
        if segment < 0:
            break
        address = libc.shmat(segment, None, 0)
        if address in (None, 2**64 - 1):
            break
        ctypes.memset(address, 1, 512 << 20)
        held += 512
    time.sleep(2)
    raise RuntimeError(f"HELD {held} MiB of System V shared memory")
