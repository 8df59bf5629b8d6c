"""The squared mean is divided by the variance.

Task: losses
Misconception: none
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    variance = ops.exp(z_log_var)
    distance = ops.sum(ops.square(z_mean) / variance, axis=1)  # Mahalanobis distance from the origin
    rest = ops.sum(variance - 1 - z_log_var, axis=1)
    return ops.mean(0.5 * (rest + distance))
