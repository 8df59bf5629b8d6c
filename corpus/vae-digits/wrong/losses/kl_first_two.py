"""Only the first two latents are summed.

Task: losses
Misconception: none
Loses: 2
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    kl = -0.5 * (1 + z_log_var - z_mean**2 - ops.exp(z_log_var))
    return ops.mean(kl[:, 0] + kl[:, 1])
