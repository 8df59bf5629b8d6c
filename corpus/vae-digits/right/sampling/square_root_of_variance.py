"""The deviation as the square root of the variance.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        variance = ops.exp(z_log_var)
        return z_mean + ops.sqrt(variance) * keras.random.normal(ops.shape(variance))
