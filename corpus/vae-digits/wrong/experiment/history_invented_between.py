"""The history is right at the snapshots and invented in between.

Task: experiment
Misconception: none
Loses: 2
"""

# %% evidence
for name in ("loss", "reconstruction_loss"):
    history = arrays[f"history_{name}"].copy()
    history[10:29] = history[10:29] - 40
    arrays[f"history_{name}"] = history
