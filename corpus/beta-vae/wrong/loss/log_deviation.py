"""The encoder's z_log_var is taken as the logarithm of the deviation.

Task: loss
Misconception: divergence-of-log-deviation
Loses: 3 (test_divergence)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(data, reconstruction)
    kl = 0.5 * ops.sum(ops.square(z_mean) + ops.exp(2 * z_log_var) - 1 - 2 * z_log_var, axis=1)
    return ops.mean(rec + beta * kl)
