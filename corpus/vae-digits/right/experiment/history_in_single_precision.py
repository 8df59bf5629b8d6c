"""The history is in single precision.

Task: experiment
"""

# %% evidence
for name in ("loss", "reconstruction_loss", "kl_loss"):
    arrays[f"history_{name}"] = np.float32(arrays[f"history_{name}"])
