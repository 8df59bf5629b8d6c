"""Calls os._exit at the top of a cell.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
os._exit(0)
