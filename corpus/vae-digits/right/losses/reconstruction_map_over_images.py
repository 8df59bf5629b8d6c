"""A vectorized map over the images.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    one = lambda pair: tf.reduce_sum(tf.keras.backend.binary_crossentropy(pair[0], pair[1]))
    return tf.reduce_mean(tf.map_fn(one, (data, reconstruction), fn_output_signature=tf.float32))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
