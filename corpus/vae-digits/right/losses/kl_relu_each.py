"""Each latent's KL through relu: it is never negative.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.mean(ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    each = 0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var)
    return ops.mean(ops.sum(ops.relu(each), axis=-1))
