"""Calls sys.exit at the top of a cell.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import sys
sys.exit(0)
