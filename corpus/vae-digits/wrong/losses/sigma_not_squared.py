"""The formula with log(sigma_p / sigma_q), where sigma_q is not squared.

Task: losses
Misconception: kl-deviation-for-variance
Loses: 4 (test_kl_formula)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)  # (batch, 28, 28)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    sigma = ops.exp(0.5 * z_log_var)
    # log(s2 / s1) + (s1^2 + (m1 - m2)^2) / (2 s2^2) - 1/2 with s2 = 1, m2 = 0
    kl = -ops.log(sigma) + (sigma + z_mean**2) / 2 - 0.5
    return ops.mean(ops.sum(kl, axis=1))
