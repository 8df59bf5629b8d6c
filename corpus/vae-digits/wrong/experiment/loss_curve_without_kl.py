"""The reported loss is the reconstruction loss: the KL was not added.

Task: experiment
Misconception: loss-without-kl
Loses: 2 (test_history)
"""

# %% evidence
arrays["history_loss"] = arrays["history_reconstruction_loss"].copy()
