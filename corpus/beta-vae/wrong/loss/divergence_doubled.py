"""The one half is missing.

Task: loss
Misconception: divergence-missing-half
Loses: 3 (test_divergence)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(data, reconstruction)
    kl = ops.sum(ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var, axis=1)
    return ops.mean(rec + beta * kl)
