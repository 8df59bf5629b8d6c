"""Stops itself with SIGSTOP: no crash, only silence.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os, signal
os.kill(os.getpid(), signal.SIGSTOP)
