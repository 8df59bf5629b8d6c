"""The 1 has the wrong sign.

Task: losses
Misconception: kl-sign-of-one
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return -0.5 * ops.mean(ops.sum(z_log_var - 1 - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
