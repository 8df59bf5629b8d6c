"""The square of the mean by tf.norm(...) ** 2, whose gradient passes through a root at 0 (TensorFlow on the CPU gives 0 there).

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.mean(ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    squared = tf.norm(z_mean, axis=1) ** 2
    return tf.reduce_mean(0.5 * (squared + tf.reduce_sum(tf.exp(z_log_var) - 1 - z_log_var, axis=1)))
