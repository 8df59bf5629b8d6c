"""y_pred first, by keyword; keras.metrics; tensordot for the KL.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    bce = keras.metrics.binary_crossentropy(y_pred=reconstruction, y_true=data)
    return tf.reduce_sum(tf.reduce_mean(bce, axis=0))

def kl_loss(z_mean, z_log_var):
    inner = 1 + z_log_var - z_mean ** 2 - tf.exp(z_log_var)
    ones = tf.ones([tf.shape(inner)[1]])
    return -0.5 * tf.reduce_mean(tf.tensordot(inner, ones, axes=1))
