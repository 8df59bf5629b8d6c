"""The reported losses are per pixel.

Task: experiment
Misconception: none
Loses: 2
"""

# %% evidence
for name in ("loss", "reconstruction_loss", "kl_loss"):
    arrays[f"history_{name}"] = arrays[f"history_{name}"] / 784
