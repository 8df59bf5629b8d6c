"""The evidence is a text that calls itself evidence.

Task: experiment
Misconception: none
Loses: 10
"""

# %% evidence
data = b"loss 161.3 after 30 epochs, honestly"
