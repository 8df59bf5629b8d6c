"""Sums over axes (0, 1), the batch and the rows, and averages over the columns.

Task: losses
Misconception: batch-sum, sum-over-one-axis
Loses: 8 (test_reconstruction_image, test_reconstruction_batch)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(0, 1)))


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
