"""Divided by BATCH_SIZE.

Task: losses
Misconception: divided-by-batch-size
Loses: 6 (test_kl_formula, test_kl_batch)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return -0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)) / BATCH_SIZE
