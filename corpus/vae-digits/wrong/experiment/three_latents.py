"""The networks have three latents, so they are not the given ones.

Task: experiment
Misconception: none
Loses: 9
"""

# %% evidence
arrays["encoder_5_2"] = np.zeros((512, 3), np.float16)
