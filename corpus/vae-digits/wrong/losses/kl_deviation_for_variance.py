"""The deviation where the variance belongs.

Task: losses
Misconception: kl-deviation-for-variance
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return -0.5 * ops.mean(ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(0.5 * z_log_var), axis=1))
