"""The mean over the batch first, the sum over the pixels second.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.sum(ops.mean(ops.binary_crossentropy(data, reconstruction), axis=0))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
