"""Only the first image of the batch counts.

Task: losses
Misconception: none
Loses: 3 (test_reconstruction_batch)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2))[0]


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
