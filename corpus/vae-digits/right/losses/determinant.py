"""KL between multivariate normals by trace and determinant.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    cov = tf.linalg.diag(tf.exp(z_log_var))
    k = tf.cast(tf.shape(z_mean)[-1], tf.float32)
    kl = 0.5 * (tf.linalg.trace(cov) + tf.einsum("bi,bi->b", z_mean, z_mean) - k - tf.math.log(tf.linalg.det(cov)))
    return tf.reduce_mean(kl)
