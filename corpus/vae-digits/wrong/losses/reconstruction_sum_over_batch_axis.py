"""Flat data summed over the batch axis.

Task: losses
Misconception: pixel-mean, batch-sum
Loses: 8 (test_reconstruction_image, test_reconstruction_batch)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    x = ops.reshape(data, (-1, 784))
    r = ops.reshape(reconstruction, (-1, 784))
    return ops.mean(ops.sum(ops.binary_crossentropy(x, r), axis=0))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
