"""The snapshot after 10 epochs comes from another run.

Task: experiment
Misconception: several-runs
Loses: 1
"""

# %% evidence
for name in [name for name in arrays if "_10_" in name]:
    arrays[name] = other[name]
