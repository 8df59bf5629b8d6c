"""BinaryCrossentropy over all three image axes, times 784.

Task: losses
"""

# %% cell: losses
_bce = keras.losses.BinaryCrossentropy(axis=[1, 2, 3], name="bce")

def reconstruction_loss(data, reconstruction):
    return 28 * 28 * _bce(data, reconstruction)

def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)), axis=1))
