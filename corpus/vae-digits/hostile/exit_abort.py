"""Aborts the process.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
os.abort()
