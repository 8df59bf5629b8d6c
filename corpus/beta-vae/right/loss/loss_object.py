"""A Keras loss object that reduces nothing, and the number of pixels read from the data.

Task: loss
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    cross_entropy = keras.losses.BinaryCrossentropy(reduction="none")
    per_image = cross_entropy(data, reconstruction) * data.shape[-1]
    kl = 0.5 * ops.sum(ops.exp(z_log_var) + ops.square(z_mean) - z_log_var - 1, axis=1)
    return ops.mean(per_image + kl * beta)
