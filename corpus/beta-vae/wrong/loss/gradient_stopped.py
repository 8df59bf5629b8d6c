"""The divergence is cut off the graph.

Task: loss
Misconception: gradient-cut
Loses: 2 (test_gradient)
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    rec = 64 * keras.losses.binary_crossentropy(data, reconstruction)
    kl = ops.stop_gradient(ops.sum(0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var), axis=1))
    return ops.mean(rec + beta * kl)
