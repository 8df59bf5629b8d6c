"""The formula of the text literally, with no epsilon: not a number where a reconstructed pixel is exactly 0 or 1.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = data * ops.log(reconstruction) + (1 - data) * ops.log(1 - reconstruction)
    return -ops.mean(ops.sum(pixels, axis=(1, 2, 3)))


def kl_loss(z_mean, z_log_var):
    return -0.5 * ops.mean(ops.sum(1 + z_log_var - z_mean**2 - ops.exp(z_log_var), axis=1))
