"""Both losses in double precision inside, in a tf.function.

Task: losses
"""

# %% cell: losses
@tf.function
def _nll(x, r):
    x, r = tf.cast(x, tf.float64), tf.cast(r, tf.float64)
    r = tf.clip_by_value(r, 1e-7, 1.0 - 1e-7)
    return -tf.reduce_sum(tf.math.xlogy(x, r) + tf.math.xlog1py(1 - x, -r), axis=[1, 2, 3])
def reconstruction_loss(data, reconstruction):
    return tf.cast(tf.reduce_mean(_nll(data, reconstruction)), tf.float32)
def kl_loss(z_mean, z_log_var):
    m, s = tf.cast(z_mean, tf.float64), tf.exp(tf.cast(z_log_var, tf.float64) / 2)
    return tf.cast(tf.reduce_mean(tf.reduce_sum(-tf.math.log(s) + (s**2 + m**2) / 2 - .5, 1)), tf.float32)
