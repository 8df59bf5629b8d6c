"""The weights after 30 epochs are handed in for 5 and 10 epochs too.

Task: experiment
Misconception: none
Loses: 4
"""

# %% evidence
for name in [name for name in arrays if "_30_" in name]:
    arrays[name.replace("_30_", "_5_")] = arrays[name.replace("_30_", "_10_")] = arrays[name]
