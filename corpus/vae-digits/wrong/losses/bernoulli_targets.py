"""The targets are drawn from the grey levels at every call (dynamic binarisation): right on average only.

Task: losses
Misconception: none
Loses: 10 (test_reconstruction_image, test_reconstruction_batch, test_reconstruction_gradient)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    """Binary cross-entropy needs binary targets: each pixel is 1 with its grey level as probability."""
    data = ops.convert_to_tensor(data)
    targets = ops.cast(keras.random.uniform(ops.shape(data)) < data, "float32")
    pixels = keras.losses.binary_crossentropy(targets, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
