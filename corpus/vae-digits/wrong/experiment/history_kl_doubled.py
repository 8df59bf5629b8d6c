"""The reported KL is twice what it was, and the loss is their sum.

Task: experiment
Misconception: none
Loses: 2
"""

# %% evidence
arrays["history_kl_loss"] = 2 * arrays["history_kl_loss"]
arrays["history_loss"] = arrays["history_reconstruction_loss"] + arrays["history_kl_loss"]
