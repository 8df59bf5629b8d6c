"""The mean's square is taken about the batch mean.

Task: losses
Misconception: none
Loses: 6
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    centred = z_mean - tf.reduce_mean(z_mean, axis=0)
    return -0.5 * tf.reduce_mean(tf.reduce_sum(1 + z_log_var - centred**2 - tf.exp(z_log_var), axis=1))
