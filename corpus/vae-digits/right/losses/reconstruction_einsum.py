"""Sums by einsum.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    x = ops.reshape(data, (-1, 784))
    r = ops.reshape(reconstruction, (-1, 784))
    log_r, log_1r = ops.log(r), ops.log1p(-r)
    return -(ops.einsum('bp,bp->', x, log_r) + ops.einsum('bp,bp->', 1 - x, log_1r)) / ops.cast(ops.shape(x)[0], 'float32')


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
