"""A one-sample estimate in place of the closed form.

Task: losses
Misconception: none
Loses: 10 (test_kl_formula, test_kl_latents, test_kl_batch, test_kl_gradient)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    z = z_mean + ops.exp(0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean))
    log_q = -0.5 * (z_log_var + ops.square(z - z_mean) / ops.exp(z_log_var))
    return ops.mean(ops.sum(log_q + 0.5 * ops.square(z), axis=1))
