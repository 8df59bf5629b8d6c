"""The reconstruction is rounded.

Task: losses
Misconception: gradient-cut
Loses: 7 (test_reconstruction_image, test_reconstruction_gradient)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    r = tf.round(reconstruction) + reconstruction - tf.stop_gradient(reconstruction)
    return tf.reduce_mean(tf.reduce_sum(tf.losses.binary_crossentropy(data, r), axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
