"""Weights as they are drawn before training, and the history of a real run.

Task: experiment
Misconception: untrained
Loses: 6
"""

# %% evidence
for name in [name for name in arrays if name.startswith(("encoder_30", "decoder_30"))]:
    shape = arrays[name].shape
    drawn = rng.normal(size=shape) * (2 / sum(shape)) ** 0.5 if len(shape) == 2 else np.zeros(shape)
    for epoch in ("_5_", "_10_", "_30_"):
        arrays[name.replace("_30_", epoch)] = np.float16(drawn)
