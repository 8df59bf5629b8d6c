"""Free bits: each latent costs at least 0.5.

Task: losses
Misconception: kl-floor
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(ops.maximum(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)), 0.5), axis=1))
