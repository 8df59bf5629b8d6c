"""The channel axis is squeezed away.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    x, r = ops.squeeze(data, -1), ops.squeeze(reconstruction, -1)
    per_row = keras.losses.binary_crossentropy(x, r) * 28
    return ops.mean(ops.sum(per_row, axis=1))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
