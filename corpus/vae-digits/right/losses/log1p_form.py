"""The logarithms by log1p of shifted arguments.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    r = ops.clip(reconstruction, 1e-7, 1 - 1e-7)
    each = -(data * ops.log1p(r - 1) + (1 - data) * ops.log1p(-r))
    return ops.mean(ops.sum(each, axis=(1, 2, 3)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - z_mean**2 - ops.exp(z_log_var), axis=1))
