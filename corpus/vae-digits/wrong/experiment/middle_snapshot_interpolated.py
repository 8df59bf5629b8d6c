"""The snapshot after 10 epochs is made up: a mix of those after 5 and 30 epochs.

Task: experiment
Misconception: none
Loses: 2 (test_learns)
"""

# %% evidence
for part, count in (("encoder", 6), ("decoder", 4)):
    for i in range(count):
        early, late = (arrays[f"{part}_{k}_{i}"].astype(np.float32) for k in (5, 30))
        arrays[f"{part}_10_{i}"] = (0.6 * early + 0.4 * late).astype(arrays[f"{part}_10_{i}"].dtype)
