"""With expm1 for small values.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return tf.reduce_mean(tf.reduce_sum(0.5 * (tf.math.expm1(z_log_var) - z_log_var + tf.square(z_mean)), axis=1))
