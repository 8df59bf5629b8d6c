"""A squared error, summed over the pixels.

Task: loss
Misconception: squared-error
Loses: 3 (test_reconstruction)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = ops.sum(ops.square(data - reconstruction), axis=1)
    kl = ops.sum(0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var), axis=1)
    return ops.mean(rec + beta * kl)
