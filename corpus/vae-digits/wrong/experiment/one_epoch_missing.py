"""The history has 29 epochs: the first is missing, so all others stand one place too early.

Task: experiment
Misconception: none
Loses: 9 (test_complete, test_one_run, test_learns, test_beats_collapse, test_history)
"""

# %% evidence
for name in ("loss", "reconstruction_loss", "kl_loss"):
    arrays[f"history_{name}"] = arrays[f"history_{name}"][1:]
