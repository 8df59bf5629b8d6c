"""BinaryCrossentropy(reduction="sum"), divided by the batch size.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    total = keras.losses.BinaryCrossentropy(reduction="sum")(data, reconstruction)
    return total / tf.cast(tf.shape(data)[0], total.dtype)

def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)), axis=1))
