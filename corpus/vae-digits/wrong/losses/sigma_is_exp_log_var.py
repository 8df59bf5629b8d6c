"""sigma = exp(z_log_var) is put into the textbook's formula with sigma.

Task: losses
Misconception: kl-log-deviation
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    sigma = ops.exp(z_log_var)
    per_latent = 0.5 * (ops.square(sigma) + ops.square(z_mean) - 1 - ops.log(ops.square(sigma)))
    return ops.mean(ops.sum(per_latent, axis=-1))
