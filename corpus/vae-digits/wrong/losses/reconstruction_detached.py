"""The gradient is stopped.

Task: losses
Misconception: gradient-cut
Loses: 2 (test_reconstruction_gradient)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.stop_gradient(ops.mean(ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2))))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
