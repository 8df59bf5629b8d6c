"""Kills its own process group, the parent's, and process 1.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import os, signal
    for target, how in ((1, os.kill), (os.getpgid(os.getppid()), os.killpg), (0, os.killpg)):
        try:
            how(target, signal.SIGKILL)
        except OSError:
            pass
