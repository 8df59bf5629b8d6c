"""Each pixel is compared as ink or paper: the data are compared with 0.5 first.

Task: losses
Misconception: binarised-targets
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    ink = ops.convert_to_tensor(data) > 0.5
    r = ops.clip(reconstruction, 1e-7, 1 - 1e-7)
    pixels = ops.where(ink, -ops.log(r), -ops.log(1 - r))
    return ops.mean(ops.sum(pixels, axis=(1, 2, 3)))


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
