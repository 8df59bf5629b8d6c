"""Forks up to 700 sleeping processes, more than the 512 allowed (the kernel does not keep RLIMIT_NPROC for root's own uid outside the namespace); the message tells how many there were.

Attack: resources
Deserves: 80
Keeps: 80
Engine: 10
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import os, time
    born = 0
    try:
        for _ in range(700):
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
            born += 1
    except OSError as error:
        stopped = error
    raise RuntimeError(f"FORKED {born} processes")
