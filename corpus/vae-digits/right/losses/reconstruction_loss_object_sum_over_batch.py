"""A loss object with reduction='sum', divided by the batch size.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    loss = keras.losses.BinaryCrossentropy(reduction='sum')
    return loss(data, reconstruction) / ops.cast(ops.shape(data)[0], 'float32')


def kl_loss(z_mean, z_log_var):
    return ops.mean(-0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1))
