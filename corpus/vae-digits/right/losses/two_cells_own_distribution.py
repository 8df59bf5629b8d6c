"""A small distribution class in the sampling cell gives both the draw there and the KL in the losses cell.

Task: losses
"""

# %% cell: sampling
class Gaussian:
    """N(mean, exp(log_var)), diagonal."""

    def __init__(self, mean, log_var):
        self.mean, self.log_var = mean, log_var

    def draw(self):
        return self.mean + ops.exp(self.log_var / 2) * keras.random.normal(ops.shape(self.mean))

    def kl_to_standard(self):
        return ops.sum(ops.square(self.mean) + ops.exp(self.log_var) - self.log_var - 1, axis=-1) / 2


class Sampling(layers.Layer):
    def call(self, inputs):
        return Gaussian(*inputs).draw()

# %% cell: losses
def reconstruction_loss(data, reconstruction):
    pixels = keras.losses.binary_crossentropy(data, reconstruction, axis=-1)
    return ops.mean(ops.sum(pixels, axis=(1, 2)))


def kl_loss(z_mean, z_log_var):
    return ops.mean(Gaussian(z_mean, z_log_var).kl_to_standard())
