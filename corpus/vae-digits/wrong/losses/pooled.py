"""The error of images averaged over 2 by 2 pixels, times four.

Task: losses
Misconception: none
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    a, b = (ops.average_pool(x, 2) for x in (data, reconstruction))
    return 4 * ops.mean(ops.sum(keras.losses.binary_crossentropy(a, b), axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - z_mean**2 - ops.exp(z_log_var), axis=1))
