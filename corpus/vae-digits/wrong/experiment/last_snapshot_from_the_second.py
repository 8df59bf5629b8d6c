"""The run stopped after 10 epochs: the last snapshot is the second with a little noise, and the history goes on as an honest one would.

Task: experiment
Misconception: none
Loses: 2 (test_learns)
"""

# %% evidence
for part, count in (("encoder", 6), ("decoder", 4)):
    for i in range(count):
        weight = arrays[f"{part}_10_{i}"]
        noise = 0.002 * weight.astype(np.float32).std() * rng.normal(size=weight.shape)
        arrays[f"{part}_30_{i}"] = (weight + noise).astype(weight.dtype)
for name in ("reconstruction_loss", "kl_loss"):
    own, model = arrays[f"history_{name}"].copy(), other[f"history_{name}"]
    own[10:] = own[9] + model[10:] - model[9] + 0.02 * rng.normal(size=20)
    arrays[f"history_{name}"] = own
arrays["history_loss"] = arrays["history_reconstruction_loss"] + arrays["history_kl_loss"]
