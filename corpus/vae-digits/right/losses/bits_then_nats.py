"""Cross-entropy in bits with log2, turned into nats by ln 2; the KL also in bits first.

Task: losses
"""

# %% cell: losses
LN2 = float(np.log(2.0))


def reconstruction_loss(data, reconstruction):
    r = ops.clip(reconstruction, keras.config.epsilon(), 1 - keras.config.epsilon())
    bits = -(data * ops.log2(r) + (1 - data) * ops.log2(1 - r))
    bits_per_image = ops.sum(bits, axis=(1, 2, 3))
    return LN2 * ops.mean(bits_per_image)


def kl_loss(z_mean, z_log_var):
    variance = ops.exp(z_log_var)
    bits = 0.5 * ((variance + ops.square(z_mean) - 1) / LN2 - z_log_var / LN2)
    return ops.mean(ops.sum(bits, axis=1)) * LN2
