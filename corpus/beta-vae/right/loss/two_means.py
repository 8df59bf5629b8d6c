"""Each term is averaged over the batch first, and then the two are added.

Task: loss
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    reconstruction_loss = 64 * ops.mean(keras.losses.binary_crossentropy(data, reconstruction))
    kl = ops.mean(ops.sum(0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var), axis=1))
    return reconstruction_loss + beta * kl
