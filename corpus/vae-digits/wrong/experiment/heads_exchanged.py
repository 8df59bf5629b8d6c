"""The encoder's heads z_mean and z_log_var are stored in each other's place.

Task: experiment
Misconception: none
Loses: 6 (test_learns, test_beats_collapse, test_history)
"""

# %% evidence
for k in (5, 10, 30):
    for a, b in ((2, 4), (3, 5)):
        a, b = f"encoder_{k}_{a}", f"encoder_{k}_{b}"
        arrays[a], arrays[b] = arrays[b], arrays[a]
