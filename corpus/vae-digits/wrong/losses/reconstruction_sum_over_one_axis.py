"""The sum over one side of the image only.

Task: losses
Misconception: sum-over-one-axis
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.mean(ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=1))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
