"""The file holds an array more than it needs.

Task: experiment
"""

# %% evidence
arrays["remark"] = np.array("run on my laptop")
