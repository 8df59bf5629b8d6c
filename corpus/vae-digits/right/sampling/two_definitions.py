"""A wrong first try is left above the right class.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + z_log_var * keras.random.normal(ops.shape(z_mean))

# fixed version:
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(z_log_var / 2) * keras.random.normal(ops.shape(z_mean))
