"""Half the summed squared error: the Gaussian log-likelihood with variance 1.

Task: losses
Misconception: squared-error
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    """- log N(x; r, I) without its constant"""
    difference = layers.Flatten()(data) - layers.Flatten()(reconstruction)
    return ops.mean(0.5 * ops.sum(ops.square(difference), axis=-1))


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
