"""The summed squared error is added to the cross-entropy, for sharper images.

Task: losses
Misconception: none
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    bce = ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2))
    mse = ops.sum(keras.losses.mean_squared_error(data, reconstruction), axis=(1, 2))
    return ops.mean(bce + mse)


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
