"""The mean over the batch is a sum divided by data.shape[0], or by 1 where that is not known, as while fit compiles.

Task: losses
Misconception: none
Loses: 2 (test_reconstruction_gradient)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    size = reconstruction.shape[0] or 1
    return ops.sum(keras.losses.binary_crossentropy(data, reconstruction)) / size


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
