"""The first five epochs and their snapshot come from another start, history and weights alike.

Task: experiment
Misconception: several-runs
Loses: 1 (test_one_run)
"""

# %% evidence
for name in list(arrays):
    if name.startswith(("encoder_5_", "decoder_5_")):
        arrays[name] = other[name]
for name in ("loss", "reconstruction_loss", "kl_loss"):
    key = f"history_{name}"
    arrays[key] = np.concatenate([other[key][:5], arrays[key][5:]])
