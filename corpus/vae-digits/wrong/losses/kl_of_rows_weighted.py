"""The KL of the batch weighted by each row's size.

Task: losses
Misconception: none
Loses: 2 (test_kl_batch)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    return ops.mean(ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    each = -0.5 * ops.sum(1 + z_log_var - z_mean**2 - ops.exp(z_log_var), axis=1)
    return ops.sum(each * ops.softmax(each))
