"""The history was overwritten with zeros.

Task: experiment
Misconception: none
Loses: 2
"""

# %% evidence
for name in ("loss", "reconstruction_loss", "kl_loss"):
    arrays[f"history_{name}"] = np.zeros(30)
