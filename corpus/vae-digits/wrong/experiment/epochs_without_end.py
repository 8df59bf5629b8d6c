"""A list of a million snapshots.

Task: experiment
Misconception: none
Loses: 10
"""

# %% evidence
arrays["epochs"] = np.arange(1, 1_000_001)
