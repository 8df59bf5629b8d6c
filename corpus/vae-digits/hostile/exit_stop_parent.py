"""Stops the worker that forked it with SIGSTOP: this child goes on answering, and the next one is never forked, which the grader takes for a fault of the machine (no grade at all).

Attack: exit
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import os, signal
os.kill(os.getppid(), signal.SIGSTOP)
