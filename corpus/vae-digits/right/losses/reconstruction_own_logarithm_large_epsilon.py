"""Hand-written logarithms with an epsilon of 1e-4.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    eps = 1e-4
    terms = data * tf.math.log(reconstruction + eps) + (1 - data) * tf.math.log(1 - reconstruction + eps)
    return -tf.reduce_mean(tf.reduce_sum(terms, axis=[1, 2, 3]))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
