"""The weight has a default value, and one more argument has been added behind it.

Task: loss
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta=1.0, epsilon=1e-7):
    r = ops.clip(reconstruction, epsilon, 1 - epsilon)
    rec = -ops.sum(data * ops.log(r) + (1 - data) * ops.log(1 - r), axis=1)
    kl = ops.sum(0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var), axis=1)
    return ops.mean(rec + beta * kl)
