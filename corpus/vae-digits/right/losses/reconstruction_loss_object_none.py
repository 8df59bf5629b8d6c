"""A loss object without reduction.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    bce = keras.losses.BinaryCrossentropy(reduction=None)
    return ops.mean(ops.sum(bce(data, reconstruction), axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
