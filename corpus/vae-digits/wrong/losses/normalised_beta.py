"""The normalised beta of a beta-VAE, latents over pixels, is left in the KL.

Task: losses
Misconception: kl-weighted
Loses: 6 (test_kl_formula, test_kl_latents)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    beta = z_mean.shape[-1] / (28 * 28)  # normalised beta, so that both losses have the same scale
    kl = -0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1)
    return beta * ops.mean(kl)
