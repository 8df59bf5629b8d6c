"""Hand-written cross-entropy that takes the logarithms of the data, weighted by the reconstruction.

Task: losses
Misconception: reconstruction-arguments-swapped
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    p = ops.clip(data, 1e-7, 1 - 1e-7)
    q = reconstruction
    pixels = -(q * ops.log(p) + (1 - q) * ops.log(1 - p))
    return ops.mean(ops.sum(pixels, axis=(1, 2, 3)))


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
