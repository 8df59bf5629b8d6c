"""A GlobalAveragePooling2D layer averages the pixels' cross-entropies, then times 784; the KL by mean_squared_error.

Task: losses
"""

# %% cell: losses
pool = layers.GlobalAveragePooling2D()


def reconstruction_loss(data, reconstruction):
    pixels = ops.expand_dims(keras.losses.binary_crossentropy(data, reconstruction), -1)  # (batch, 28, 28, 1)
    per_image = ops.squeeze(pool(pixels), axis=-1) * (28 * 28)                            # (batch,)
    return ops.average(per_image)


def kl_loss(z_mean, z_log_var):
    d = z_mean.shape[-1]
    mean_part = 0.5 * d * keras.losses.mean_squared_error(ops.zeros_like(z_mean), z_mean)   # 0.5 * sum mu^2
    var_part = 0.5 * ops.sum(ops.exp(z_log_var) - z_log_var - 1, axis=-1)
    return ops.average(mean_part + var_part)
