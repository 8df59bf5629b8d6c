"""The evidence is an empty file.

Task: experiment
Misconception: none
Loses: 10
"""

# %% evidence
data = b""
