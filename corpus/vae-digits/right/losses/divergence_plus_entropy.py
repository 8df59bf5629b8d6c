"""The cross-entropy as the entropy of the targets plus Keras's kl_divergence of two-class pixels.

Task: losses
"""

# %% cell: losses
def _two_classes(p):
    p = ops.convert_to_tensor(p)
    return ops.clip(ops.concatenate([p, 1.0 - p], axis=-1), 1e-7, 1.0)  # (batch, 28, 28, 2)


def reconstruction_loss(data, reconstruction):
    p, q = _two_classes(data), _two_classes(reconstruction)
    entropy = -ops.sum(p * ops.log(p), axis=-1)                # (batch, 28, 28), does not depend on the weights
    divergence = keras.losses.kl_divergence(p, q)              # (batch, 28, 28)
    return ops.mean(ops.sum(entropy + divergence, axis=(-2, -1)))


def kl_loss(z_mean, z_log_var):
    var = ops.exp(z_log_var)
    return ops.mean(ops.sum((var + z_mean**2 - 1 - ops.log(var)) / 2, axis=-1))
