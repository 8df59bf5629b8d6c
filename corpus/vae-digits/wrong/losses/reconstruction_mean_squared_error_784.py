"""The mean squared error times 784.

Task: losses
Misconception: squared-error
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return 784 * ops.mean(keras.losses.mean_squared_error(data, reconstruction))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
