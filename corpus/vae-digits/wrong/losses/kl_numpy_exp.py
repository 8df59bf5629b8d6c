"""np.exp and np.square: right in eager calls, no gradient, and an error inside fit.

Task: losses
Misconception: none
Loses: 2
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    return -0.5 * ops.mean(ops.sum(1 + z_log_var - ops.square(z_mean) - np.exp(z_log_var), axis=1))
