"""The mean over the latents times LATENT_DIM (as the pixel mean times 784).

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    kl = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var))
    return tf.reduce_mean(kl) * z_mean.shape[-1]
