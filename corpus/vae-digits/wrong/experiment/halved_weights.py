"""All weights are half of what they were.

Task: experiment
Misconception: none
Loses: 4
"""

# %% evidence
for name in [name for name in arrays if name.startswith(("encoder_", "decoder_"))]:
    arrays[name] = arrays[name] / 2
