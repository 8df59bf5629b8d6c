"""The cross-entropy written out, with the reconstruction kept off 0 and 1.

Task: loss
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    r = ops.clip(reconstruction, 1e-6, 1 - 1e-6)
    pixels = -(data * ops.log(r) + (1 - data) * ops.log(1 - r))
    divergence = -0.5 * ops.sum(1 + z_log_var - z_mean**2 - ops.exp(z_log_var), axis=-1)
    return ops.mean(ops.sum(pixels, axis=-1) + beta * divergence)
