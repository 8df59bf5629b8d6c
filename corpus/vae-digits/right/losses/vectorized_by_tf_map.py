"""tf.vectorized_map over the images.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pair = (tf.reshape(data, (-1, 784)), tf.reshape(reconstruction, (-1, 784)))
    return tf.reduce_mean(tf.vectorized_map(lambda p: 784.0 * tf.reduce_mean(keras.losses.binary_crossentropy(p[0], p[1])), pair))


def kl_loss(z_mean, z_log_var):
    one = lambda p: tf.reduce_sum(0.5 * (p[0] ** 2 + tf.exp(p[1]) - p[1] - 1.0))
    return tf.reduce_mean(tf.vectorized_map(one, (z_mean, z_log_var)))
