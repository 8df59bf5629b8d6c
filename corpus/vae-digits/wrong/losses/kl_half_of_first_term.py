"""The half stands before the squared mean alone.

Task: losses
Misconception: none
Loses: 4
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(0.5 * z_mean**2 + ops.exp(z_log_var) - z_log_var - 1, axis=1))
