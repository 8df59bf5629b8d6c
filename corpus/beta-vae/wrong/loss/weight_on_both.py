"""The weight multiplies the whole sum.

Task: loss
Misconception: weight-on-both
Loses: 4 (test_weight)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(data, reconstruction)
    kl = ops.sum(0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var), axis=1)
    return beta * ops.mean(rec + kl)
