"""The evidence says MNIST, and the digest is of other images.

Task: experiment
Misconception: none
Loses: 9
"""

# %% evidence
arrays["data_source"] = np.array("mnist")
