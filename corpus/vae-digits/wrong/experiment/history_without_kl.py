"""The reported KL is zero throughout.

Task: experiment
Misconception: none
Loses: 2
"""

# %% evidence
arrays["history_kl_loss"] = np.zeros(30)
