"""The entropy of the targets is subtracted.

Task: losses
Misconception: none
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    x = ops.reshape(data, (-1, 784))
    r = ops.reshape(reconstruction, (-1, 784))
    x = ops.clip(x, 1e-6, 1 - 1e-6)
    ce = ops.binary_crossentropy(x, r) - ops.binary_crossentropy(x, x)
    return ops.mean(ops.sum(ce, axis=1))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
