"""Cross-entropy with the prior minus the entropy of q, where the entropy lacks its 1.

Task: losses
Misconception: kl-missing-one
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    log_2_pi = float(np.log(2 * np.pi))
    cross_entropy = 0.5 * ops.sum(log_2_pi + ops.exp(z_log_var) + ops.square(z_mean), axis=1)
    entropy = 0.5 * ops.sum(log_2_pi + z_log_var, axis=1)
    return ops.mean(cross_entropy - entropy)
