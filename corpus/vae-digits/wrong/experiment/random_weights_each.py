"""New random weights for each snapshot, and the history of a real run.

Task: experiment
Misconception: untrained, several-runs
Loses: 7
"""

# %% evidence
for name in [name for name in arrays if name.startswith(("encoder_", "decoder_"))]:
    arrays[name] = np.float16(rng.normal(size=arrays[name].shape) * 0.05)
