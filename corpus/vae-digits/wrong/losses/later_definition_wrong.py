"""A right kl_loss stands above a later one that forgot the 1.

Task: losses
Misconception: kl-missing-one
Loses: 4
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)), axis=1))

def kl_loss(mu, logvar):   # experiment from the tutorial
    return -0.5 * ops.mean(ops.sum(logvar - mu**2 - ops.exp(logvar), axis=1))
