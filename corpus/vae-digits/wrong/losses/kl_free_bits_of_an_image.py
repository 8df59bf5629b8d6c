"""Free bits: the divergence of the batch is at least 0.25.

Task: losses
Misconception: kl-floor
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.mean(ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return ops.maximum(-0.5 * ops.mean(ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1)), 0.25)
