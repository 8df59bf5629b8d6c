"""By way of the deviation.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    sigma = tf.exp(0.5 * z_log_var)
    return tf.reduce_mean(tf.reduce_sum(0.5 * (sigma**2 + z_mean**2 - 1) - tf.math.log(sigma), axis=1))
