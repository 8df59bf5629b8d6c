"""The snapshots of 5 and 30 epochs have changed places.

Task: experiment
Misconception: none
Loses: 4
"""

# %% evidence
for name in [name for name in arrays if "_30_" in name]:
    first = name.replace("_30_", "_5_")
    arrays[name], arrays[first] = arrays[first], arrays[name]
