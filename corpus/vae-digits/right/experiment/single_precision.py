"""The weights are in single precision.

Task: experiment
"""

# %% evidence
arrays = {name: np.float32(array) if array.dtype == np.float16 else array for name, array in arrays.items()}
