"""tf.compat.v1.distributions.kl_divergence.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    tfd = tf.compat.v1.distributions
    q = tfd.Normal(z_mean, tf.exp(0.5 * z_log_var))
    p = tfd.Normal(tf.zeros_like(z_mean), tf.ones_like(z_mean))
    return tf.reduce_mean(tf.reduce_sum(tfd.kl_divergence(q, p), axis=1))
