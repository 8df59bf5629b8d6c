"""The closed form with its minus sign left out, so that the divergence is subtracted.

Task: loss
Misconception: divergence-subtracted
Loses: 3 (test_divergence)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(data, reconstruction)
    kl = 0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1)
    return ops.mean(rec + beta * kl)
