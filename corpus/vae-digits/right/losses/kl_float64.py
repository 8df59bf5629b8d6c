"""Computed in float64.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    m, lv = ops.cast(z_mean, 'float64'), ops.cast(z_log_var, 'float64')
    return ops.cast(ops.mean(0.5 * ops.sum(m**2 + ops.exp(lv) - 1 - lv, axis=1)), 'float32')
