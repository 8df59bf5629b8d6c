"""An array of objects, which only a pickle could hold.

Task: experiment
Misconception: none
Loses: 10
"""

# %% evidence
arrays["encoder_5_0"] = np.array([{"loss": 161.3}], dtype=object)
