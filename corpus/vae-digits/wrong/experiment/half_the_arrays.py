"""Every second array is missing.

Task: experiment
Misconception: none
Loses: 9
"""

# %% evidence
arrays = {name: arrays[name] for name in sorted(arrays)[::2]}
