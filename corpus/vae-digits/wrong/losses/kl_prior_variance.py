"""The prior has variance 2.

Task: losses
Misconception: none
Loses: 4
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    s2 = 2.0
    kl = 0.5 * ((ops.exp(z_log_var) + z_mean**2) / s2 - 1 + np.log(s2) - z_log_var)
    return ops.mean(ops.sum(kl, axis=1))
