"""An epsilon of 0.05 in the logarithms.

Task: losses
Misconception: none
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    x = ops.reshape(data, (-1, 784))
    r = ops.reshape(reconstruction, (-1, 784))
    e = 0.05
    return -ops.mean(ops.sum(x * ops.log(r + e) + (1 - x) * ops.log(1 - r + e), axis=1))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
