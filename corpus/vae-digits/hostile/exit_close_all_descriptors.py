"""Closes every descriptor of the process, the socket to the grader too.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import os
os.closerange(0, 4096)
