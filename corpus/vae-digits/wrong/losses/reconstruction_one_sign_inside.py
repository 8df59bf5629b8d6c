"""The second term has the wrong sign.

Task: losses
Misconception: none
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return -ops.mean(ops.sum(data * ops.log(reconstruction) - (1 - data) * ops.log(1 - reconstruction), axis=(1, 2, 3)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
