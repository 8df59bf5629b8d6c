"""softplus in place of exp in the KL's variance.

Task: losses
Misconception: none
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    variance = ops.softplus(z_log_var)  # positive, too
    return 0.5 * ops.mean(ops.sum(variance + ops.square(z_mean) - 1 - ops.log(variance), axis=-1))
