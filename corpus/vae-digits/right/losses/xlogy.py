"""tf.math.xlogy and xlog1py.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    data = tf.convert_to_tensor(data)
    nll = -(tf.math.xlogy(data, reconstruction) + tf.math.xlog1py(1.0 - data, -reconstruction))
    return tf.reduce_mean(tf.reduce_sum(nll, axis=list(range(1, len(nll.shape)))))

def kl_loss(z_mean, z_log_var):
    kl = 0.5 * (tf.square(z_mean) + tf.math.expm1(z_log_var) - z_log_var)
    return tf.maximum(tf.reduce_mean(tf.reduce_sum(kl, -1)), 0.0)
