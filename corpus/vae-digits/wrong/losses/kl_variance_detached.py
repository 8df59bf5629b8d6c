"""The exponential term gives no gradient: the value is right.

Task: losses
Misconception: none
Loses: 2
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    var = tf.stop_gradient(tf.exp(z_log_var))
    return -0.5 * tf.reduce_mean(tf.reduce_sum(1 + z_log_var - z_mean**2 - var, axis=1))
