"""The cross-entropy is written as softplus(r) - x r, as if r were a logit.

Task: losses
Misconception: probabilities-as-logits
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    # the stable form of the cross-entropy: log(1 + e^r) - x r
    pixels = ops.softplus(reconstruction) - data * reconstruction
    return ops.mean(ops.sum(pixels, axis=(1, 2, 3)))


def kl_loss(z_mean, z_log_var):
    latents = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    return ops.mean(ops.sum(latents, axis=1))
