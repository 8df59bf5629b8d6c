"""The cross-entropy is multiplied by a weight of 10.

Task: losses
Misconception: reconstruction-weighted
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return 10.0 * ops.mean(ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return -0.5 * ops.mean(ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
