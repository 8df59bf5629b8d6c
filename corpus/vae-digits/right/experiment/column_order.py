"""The arrays are stored column by column.

Task: experiment
"""

# %% evidence
arrays = {name: np.asfortranarray(array) for name, array in arrays.items()}
