"""Both losses share a helper that averages over the batch.

Task: losses
"""

# %% cell: losses
def per_image_mean(values):
    values = ops.reshape(values, (ops.shape(values)[0], -1))
    return ops.mean(ops.sum(values, axis=1))


def reconstruction_loss(data, reconstruction):
    return per_image_mean(ops.binary_crossentropy(data, reconstruction))


def kl_loss(z_mean, z_log_var):
    return per_image_mean(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)))
