"""Twelve statements that end the process, more than the restarts that are allowed.

Attack: exit
Deserves: 80
Keeps: 10
"""

# %% extra before: sampling
import os
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
