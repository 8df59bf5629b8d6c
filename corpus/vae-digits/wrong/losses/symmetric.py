"""The mean of both orders of the cross-entropy.

Task: losses
Misconception: none
Loses: 5 (test_reconstruction_image)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    there = keras.losses.binary_crossentropy(data, reconstruction)
    back = keras.losses.binary_crossentropy(reconstruction, data)
    return ops.mean(ops.sum(there + back, axis=(1, 2))) / 2


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - z_mean**2 - ops.exp(z_log_var), axis=1))
