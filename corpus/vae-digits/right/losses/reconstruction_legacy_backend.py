"""tf.keras.backend's element-wise cross-entropy.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    K = tf.keras.backend
    x, r = tf.reshape(data, [-1, 784]), tf.reshape(reconstruction, [-1, 784])
    return tf.reduce_mean(tf.reduce_sum(K.binary_crossentropy(x, r), axis=-1))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
