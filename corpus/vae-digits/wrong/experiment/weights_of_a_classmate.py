"""The evidence of a classmate, who handed it in an hour earlier.

Task: experiment
Misconception: evidence-of-another
Loses: 1
"""

# %% classmate: earlier
