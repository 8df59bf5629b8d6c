"""Hand-written logarithms of a clipped reconstruction.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    x = ops.reshape(data, (-1, 784))
    r = ops.reshape(reconstruction, (-1, 784))
    r = ops.clip(r, 1e-3, 1 - 1e-3)
    return -ops.mean(ops.sum(x * ops.log(r) + (1.0 - x) * ops.log(1.0 - r), axis=-1))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
