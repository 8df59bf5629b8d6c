"""The KL out of Keras's L2 regularizer and tf.nn.l2_loss (half a sum of squares), divided by the batch size.

Task: losses
"""

# %% cell: losses
_half_sum_of_squares = keras.regularizers.L2(0.5)  # 0.5 * sum(x ** 2)


def reconstruction_loss(data, reconstruction):
    batch = tf.cast(tf.shape(data)[0], tf.float32)
    return tf.reduce_sum(keras.losses.binary_crossentropy(data, reconstruction)) / batch


def kl_loss(z_mean, z_log_var):
    z_mean, z_log_var = tf.convert_to_tensor(z_mean), tf.convert_to_tensor(z_log_var)
    batch = tf.cast(tf.shape(z_mean)[0], z_mean.dtype)
    sigma = tf.exp(z_log_var / 2)
    total = _half_sum_of_squares(z_mean) + tf.nn.l2_loss(sigma) - 0.5 * tf.reduce_sum(z_log_var + 1)
    return total / batch
