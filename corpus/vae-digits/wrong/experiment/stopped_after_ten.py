"""The run ended after 10 epochs.

Task: experiment
Misconception: none
Loses: 2
"""

# %% evidence
arrays["epochs"] = np.array([5, 10])
for name in ("loss", "reconstruction_loss", "kl_loss"):
    arrays[f"history_{name}"] = arrays[f"history_{name}"][:10]
