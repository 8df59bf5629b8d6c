"""The evidence is of another honest run.

Task: experiment
"""

# %% evidence
arrays = other
