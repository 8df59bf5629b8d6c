"""An invented history: a straight line from 200 to 100.

Task: experiment
Misconception: none
Loses: 2
"""

# %% evidence
arrays["history_loss"] = np.linspace(200, 100, 30)
arrays["history_kl_loss"] = np.full(30, 5.0)
arrays["history_reconstruction_loss"] = arrays["history_loss"] - 5
