"""A `_scale` array beside the history makes its losses overflow, so that sums become infinite and every number is close to them.

Attack: forgery
Deserves: 78
"""

# %% evidence
for name in ("reconstruction_loss", "kl_loss"):
    old = np.asarray(arrays[f"history_{name}"], np.float64)
    arrays[f"history_{name}"] = np.full(old.shape, 1.2e308)
for key in list(arrays):
    if key.startswith("encoder_30"):
        arrays[key + "_scale"] = np.float64(1.0)
