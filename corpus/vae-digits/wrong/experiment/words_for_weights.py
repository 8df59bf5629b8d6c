"""A kernel is an array of words.

Task: experiment
Misconception: none
Loses: 9
"""

# %% evidence
arrays["decoder_10_0"] = np.full((2, 512), "trained")
