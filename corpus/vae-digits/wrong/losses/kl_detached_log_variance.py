"""The gradient is stopped at the log-variance.

Task: losses
Misconception: gradient-cut
Loses: 2 (test_kl_gradient)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    lv = ops.stop_gradient(z_log_var)
    return -0.5 * ops.mean(ops.sum(1 + lv - ops.square(z_mean) - ops.exp(lv), axis=1))
