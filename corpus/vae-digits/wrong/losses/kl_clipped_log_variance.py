"""z_log_var is clipped to [-3, 3] in the KL.

Task: losses
Misconception: none
Loses: 4
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    z_log_var = ops.clip(z_log_var, -3, 3)
    return -0.5 * ops.mean(ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
