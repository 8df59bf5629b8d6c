"""The run was on other images than the course's.

Task: experiment
Misconception: none
Loses: 9
"""

# %% evidence
arrays["data_source"] = np.array("other")
