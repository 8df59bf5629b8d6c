"""A warm-up is left in: the KL's weight grows with each call and reaches 1 at the five hundredth.

Task: losses
Misconception: none
Loses: 10 (test_kl_formula, test_kl_latents, test_kl_batch, test_kl_gradient)
"""

# %% cell: losses
KL_CALLS = tf.Variable(0.0, trainable=False)


def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    weight = tf.minimum(1.0, KL_CALLS.assign_add(1.0) / 500.0)
    kl = -0.5 * tf.reduce_sum(1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var), axis=1)
    return weight * tf.reduce_mean(kl)
