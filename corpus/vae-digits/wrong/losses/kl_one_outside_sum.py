"""The 1 is added once, not for each latent.

Task: losses
Misconception: none
Loses: 2 (test_kl_latents)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    inside = ops.sum(z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1)
    return -0.5 * ops.mean(1 + inside)
