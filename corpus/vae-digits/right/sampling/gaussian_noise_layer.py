"""Keras's GaussianNoise layer on zeros, always in training mode.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.noise = layers.GaussianNoise(1.0)

    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = self.noise(ops.zeros_like(z_mean), training=True)
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
