"""The reconstruction loss and the KL have changed places in the history.

Task: experiment
Misconception: none
Loses: 2
"""

# %% evidence
parts = "history_kl_loss", "history_reconstruction_loss"
arrays[parts[0]], arrays[parts[1]] = arrays[parts[1]], arrays[parts[0]]
