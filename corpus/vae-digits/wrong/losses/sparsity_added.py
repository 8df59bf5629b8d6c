"""A small penalty on bright pixels is added to the reconstruction loss.

Task: losses
Misconception: none
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    ink = 0.01 * ops.mean(ops.sum(reconstruction, axis=(1, 2, 3)))  # most pixels are black
    return ops.mean(ops.sum(pixels, axis=(1, 2))) + ink


def kl_loss(z_mean, z_log_var):
    return -0.5 * ops.mean(ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=-1))
