"""A Python loop over the 28 rows, float64, cast back.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    x = tf.cast(data, tf.float64)
    r = tf.clip_by_value(tf.cast(reconstruction, tf.float64), 1e-12, 1 - 1e-12)
    total = 0.0
    for row in range(28):
        a, b = x[:, row], r[:, row]
        total += tf.reduce_sum(a * tf.math.log(b) + (1 - a) * tf.math.log(1 - b), axis=[1, 2])
    return tf.cast(-tf.reduce_mean(total), tf.float32)

def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)), axis=1))
