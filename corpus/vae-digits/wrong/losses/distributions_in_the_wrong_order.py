"""kl_divergence(prior, posterior) of TensorFlow's distributions.

Task: losses
Misconception: kl-reversed
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    tfd = tf.compat.v1.distributions
    posterior = tfd.Normal(loc=z_mean, scale=tf.exp(0.5 * z_log_var))
    prior = tfd.Normal(loc=tf.zeros_like(z_mean), scale=tf.ones_like(z_mean))
    return tf.reduce_mean(tf.reduce_sum(tfd.kl_divergence(prior, posterior), axis=1))
