"""The decoder's first kernel was transposed and then reshaped back: the shape is right, the numbers are scrambled.

Task: experiment
Misconception: none
Loses: 6 (test_learns, test_beats_collapse, test_history)
"""

# %% evidence
for k in (5, 10, 30):
    kernel = arrays[f"decoder_{k}_0"]  # (2, 512)
    arrays[f"decoder_{k}_0"] = np.ascontiguousarray(kernel.T).reshape(kernel.shape)
