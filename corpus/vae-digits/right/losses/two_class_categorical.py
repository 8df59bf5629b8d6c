"""Each pixel as two classes, categorical cross-entropy over them.

Task: losses
"""

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    p = ops.concatenate([data, 1 - data], axis=-1)
    q = ops.concatenate([reconstruction, 1 - reconstruction], axis=-1)
    return ops.mean(ops.sum(keras.losses.categorical_crossentropy(p, q), axis=(1, 2)))

def kl_loss(z_mean, z_log_var):
    return ops.mean(ops.sum(-0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var)), axis=1))
