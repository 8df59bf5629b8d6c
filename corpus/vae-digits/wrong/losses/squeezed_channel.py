"""The channel axis is squeezed away first, so Keras averages over each row of pixels and only the rows are summed.

Task: losses
Misconception: sum-over-one-axis
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    data = ops.squeeze(data, axis=-1)
    reconstruction = ops.squeeze(reconstruction, axis=-1)
    per_row = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(per_row, axis=-1))


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
