"""Sums over everything, divided by the batch's size, which a graph finds out when it runs.

Task: loss
"""

# %% cell: loss
def beta_vae_loss(data, reconstruction, z_mean, z_log_var, beta):
    size = tf.cast(tf.shape(data)[0], tf.float32)
    pixels = ops.binary_crossentropy(data, reconstruction)
    latents = 0.5 * (ops.square(z_mean) + ops.exp(z_log_var) - 1 - z_log_var)
    return (tf.reduce_sum(pixels) + beta * tf.reduce_sum(latents)) / size
