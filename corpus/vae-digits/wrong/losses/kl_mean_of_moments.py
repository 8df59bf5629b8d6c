"""The moments are averaged over the batch before the formula.

Task: losses
Misconception: none
Loses: 2 (test_kl_batch)
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    m, lv = ops.mean(z_mean, axis=0), ops.mean(z_log_var, axis=0)
    return -0.5 * ops.sum(1 + lv - ops.square(m) - ops.exp(lv))
