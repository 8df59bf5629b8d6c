"""KL as cross-entropy with the prior minus the entropy of q.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    log2pi = np.log(2 * np.pi)
    cross = 0.5 * ops.sum(log2pi + ops.square(z_mean) + ops.exp(z_log_var), axis=-1)
    entropy = 0.5 * ops.sum(log2pi + 1.0 + z_log_var, axis=-1)
    return ops.mean(cross - entropy)
