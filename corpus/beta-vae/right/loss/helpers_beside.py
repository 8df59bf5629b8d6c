"""Two functions of its own beside the one that is asked for.

Task: loss
"""

# %% cell: loss
def _cross_entropy(x, r):
    return ops.sum(ops.binary_crossentropy(x, r), axis=1)


def _kl(mean, log_var):
    deviation = ops.exp(log_var / 2)
    return ops.sum((mean**2 + deviation**2 - 1) / 2 - ops.log(deviation), axis=1)


def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    losses = _cross_entropy(data, reconstruction), beta * _kl(z_mean, z_log_var)
    return sum(map(ops.mean, losses))
