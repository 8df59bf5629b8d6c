"""A loop over the latents.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    total = 0.0
    for j in range(z_mean.shape[1]):
        m, lv = z_mean[:, j], z_log_var[:, j]
        total += -0.5 * ops.mean(1 + lv - m * m - ops.exp(lv))
    return total
