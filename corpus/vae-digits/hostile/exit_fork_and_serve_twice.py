"""Forks once: from then on two processes answer on one socket.

Attack: exit
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import os
os.fork()
