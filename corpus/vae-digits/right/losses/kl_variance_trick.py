"""Through the trace, the determinant and the distance, as in a textbook.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    variance = ops.exp(z_log_var)
    d = ops.cast(ops.shape(z_mean)[1], 'float32')
    trace, distance = ops.sum(variance, 1), ops.sum(z_mean * z_mean, 1)
    log_det = ops.log(ops.prod(variance, axis=1))
    return ops.mean(0.5 * (trace + distance - d - log_det))
