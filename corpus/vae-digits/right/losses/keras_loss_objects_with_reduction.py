"""Keras's loss objects with a reduction, one of its own for the KL.

Task: losses
"""

# %% cell: losses
bce = keras.losses.BinaryCrossentropy(reduction="sum")
def reconstruction_loss(data, reconstruction):
    return bce(ops.reshape(data, (-1, 1)), ops.reshape(reconstruction, (-1, 1))) / ops.cast(ops.shape(data)[0], "float32")

class KLDivergence(keras.losses.Loss):
    def __init__(self):
        super().__init__(reduction="sum_over_batch_size", name="kl")
    def call(self, y_true, y_pred):
        mean, log_var = y_true, y_pred
        return 0.5 * ops.sum(ops.exp(log_var) + mean * mean - 1.0 - log_var, axis=-1)
_kl = KLDivergence()
def kl_loss(z_mean, z_log_var):
    return _kl(z_mean, z_log_var)
