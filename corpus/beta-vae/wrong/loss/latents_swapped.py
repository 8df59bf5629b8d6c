"""The two arguments of the divergence have changed places.

Task: loss
Misconception: divergence-arguments-swapped
Loses: 3 (test_divergence)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(data, reconstruction)
    kl = 0.5 * ops.sum(ops.square(z_log_var) + ops.exp(z_mean) - 1 - z_mean, axis=1)
    return ops.mean(rec + beta * kl)
