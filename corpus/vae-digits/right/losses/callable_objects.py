"""The losses are instances of classes with `__call__`.

Task: losses
"""

# %% cell: losses
class ReconstructionLoss:
    def __call__(self, data, reconstruction):
        pixels = keras.ops.binary_crossentropy(data, reconstruction)
        return ops.sum(pixels) / ops.cast(ops.shape(data)[0], "float32")


class KLLoss:
    def __call__(self, z_mean, z_log_var):
        variance = ops.exp(z_log_var)
        terms = ops.square(z_mean) + variance - z_log_var - ops.ones_like(z_mean)
        return ops.sum(terms) / 2 / ops.cast(ops.shape(z_mean)[0], "float32")


reconstruction_loss, kl_loss = ReconstructionLoss(), KLLoss()
