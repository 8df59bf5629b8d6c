"""The mean over the batch is divided by the number of images once more.

Task: losses
Misconception: none
Loses: 3 (test_reconstruction_batch)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    per_image = ops.sum(pixels, axis=(1, 2))
    n_images = ops.cast(ops.shape(per_image)[0], "float32")
    return ops.mean(per_image) / n_images


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
