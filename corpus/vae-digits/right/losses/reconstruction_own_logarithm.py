"""Hand-written logarithms with an epsilon of 1e-7.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    x = ops.reshape(data, (-1, 784))
    r = ops.reshape(reconstruction, (-1, 784))
    eps = 1e-7
    terms = x * ops.log(r + eps) + (1 - x) * ops.log(1 - r + eps)
    return -ops.mean(ops.sum(terms, axis=1))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
