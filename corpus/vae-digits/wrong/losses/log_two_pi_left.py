"""The entropy of q lacks its ln 2 pi, so a constant for each latent is left in the KL.

Task: losses
Misconception: constant-added
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    log_prior = -0.5 * (ops.exp(z_log_var) + ops.square(z_mean) + float(np.log(2 * np.pi)))  # E_q log p(z)
    entropy = 0.5 * (1 + z_log_var)  # -E_q log q(z)
    return ops.mean(ops.sum(-log_prior - entropy, axis=1))
