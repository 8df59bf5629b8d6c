"""A segmentation fault through ctypes.

Attack: exit
Deserves: 80
Keeps: 80
"""

# %% extra before: sampling
import ctypes
ctypes.string_at(0)
