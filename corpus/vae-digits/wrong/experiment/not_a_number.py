"""One weight is not a number.

Task: experiment
Misconception: none
Loses: 9
"""

# %% evidence
arrays["encoder_30_0"] = arrays["encoder_30_0"].copy()
arrays["encoder_30_0"][3, 4] = np.nan
