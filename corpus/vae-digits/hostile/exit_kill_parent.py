"""Kills the worker that forked it.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, signal
os.kill(os.getppid(), signal.SIGKILL)
