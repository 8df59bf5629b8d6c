"""The mean over the batch before the sum over the latents.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    inside = 1 + z_log_var - z_mean**2 - tf.exp(z_log_var)
    return tf.reduce_sum(-0.5 * tf.reduce_mean(inside, axis=0))
