"""Both losses as tf.functions.

Task: losses
"""

# %% cell: losses
@tf.function
def reconstruction_loss(data, reconstruction):
    return tf.reduce_mean(tf.reduce_sum(tf.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))


@tf.function(reduce_retracing=True)
def kl_loss(z_mean, z_log_var):
    return tf.reduce_mean(-0.5 * tf.reduce_sum(1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var), axis=1))
