"""Data and reconstruction have changed places in the cross-entropy.

Task: loss
Misconception: reconstruction-arguments-swapped
Loses: 3 (test_reconstruction)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(reconstruction, data)
    kl = ops.sum(0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var), axis=1)
    return ops.mean(rec + beta * kl)
