"""tf.keras.backend throughout.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    K = tf.keras.backend
    kl = 1 + z_log_var - K.square(z_mean) - K.exp(z_log_var)
    return K.mean(-0.5 * K.sum(kl, axis=-1))
