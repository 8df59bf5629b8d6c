"""One of the reported losses is infinite.

Task: experiment
Misconception: none
Loses: 9
"""

# %% evidence
arrays["history_loss"] = np.where(np.arange(30) == 20, np.inf, arrays["history_loss"])
