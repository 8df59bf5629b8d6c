"""A bracket is missing: -0.5 multiplies the 1 alone.

Task: losses
Misconception: none
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return tf.reduce_mean(tf.reduce_sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))
def kl_loss(z_mean, z_log_var):
    return tf.reduce_mean(tf.reduce_sum(-0.5 * 1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var), axis=1))
