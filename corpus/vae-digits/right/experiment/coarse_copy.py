"""The kernels are whole multiples of a scale, as in the copy that a notebook carries.

Task: experiment
"""

# %% evidence
for name in [name for name in arrays if name.startswith(("encoder_", "decoder_")) and arrays[name].ndim == 2]:
    scale = np.float32(np.abs(arrays[name]).max()) / 31
    arrays[f"{name}_scale"], arrays[name] = scale, np.int8(np.rint(np.float32(arrays[name]) / scale))
