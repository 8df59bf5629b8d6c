"""The mean is squared after the sum over the latents.

Task: losses
Misconception: none
Loses: 2 (test_kl_latents)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    inside = ops.sum(1 + z_log_var - ops.exp(z_log_var), axis=1) - ops.square(ops.sum(z_mean, axis=1))
    return -0.5 * ops.mean(inside)
