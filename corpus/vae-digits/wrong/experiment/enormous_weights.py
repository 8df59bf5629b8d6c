"""The weights of the last decoder are as large as float32 allows.

Task: experiment
Misconception: none
Loses: 9
"""

# %% evidence
arrays["decoder_30_2"] = np.full((512, 784), 3e38, np.float32)
