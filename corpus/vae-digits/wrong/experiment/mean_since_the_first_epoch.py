"""The history is the mean over all epochs so far, as of trackers that were never reset.

Task: experiment
Misconception: none
Loses: 2 (test_history)
"""

# %% evidence
for name in ("loss", "reconstruction_loss", "kl_loss"):
    values = np.asarray(arrays[f"history_{name}"], dtype=np.float64)
    arrays[f"history_{name}"] = np.cumsum(values) / np.arange(1, len(values) + 1)
