"""Logarithms to the base 10.

Task: losses
Misconception: reconstruction-weighted
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    r = ops.clip(reconstruction, 1e-7, 1 - 1e-7)
    return -ops.mean(ops.sum(data * ops.log10(r) + (1 - data) * ops.log10(1 - r), axis=(1, 2, 3)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - z_mean**2 - ops.exp(z_log_var), axis=1))
