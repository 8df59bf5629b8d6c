"""Keras's KLDivergence on softmaxed latents.

Task: losses
Misconception: none
Loses: 6 (test_kl_formula, test_kl_latents)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(keras.losses.kl_divergence(ops.softmax(z_mean), ops.softmax(z_log_var)))
