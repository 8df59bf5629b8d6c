"""Divided by BATCH_SIZE.

Task: losses
Misconception: divided-by-batch-size
Loses: 8 (test_reconstruction_image, test_reconstruction_batch)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.sum(keras.losses.binary_crossentropy(data, reconstruction)) / BATCH_SIZE


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
