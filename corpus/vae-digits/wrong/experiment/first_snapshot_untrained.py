"""The snapshot after 5 epochs holds freshly drawn Glorot weights; the others are honest.

Task: experiment
Misconception: several-runs
Loses: 3 (test_one_run, test_history)
"""

# %% evidence
for name in list(arrays):
    if name.startswith(("encoder_5_", "decoder_5_")):
        old = arrays[name]
        if old.ndim == 2:
            limit = np.sqrt(6 / sum(old.shape))
            arrays[name] = rng.uniform(-limit, limit, old.shape).astype(old.dtype)
        else:
            arrays[name] = np.zeros_like(old)
