"""The number of pixels is taken from the shape.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = data.shape[1] * data.shape[2] * data.shape[3]
    return pixels * tf.reduce_mean(tf.keras.losses.binary_crossentropy(data, reconstruction))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
