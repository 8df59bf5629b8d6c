"""Kills every process that it may signal.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
# nothing happens outside of a sandbox: on a bare machine this would hit more than canaries
import os
if os.path.exists("/kit/worker.py") or os.uname().nodename == "sandbox":
    import os, signal
    os.kill(-1, signal.SIGKILL)
