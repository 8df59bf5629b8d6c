"""The noise takes its shape from z_log_var.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(ops.divide(z_log_var, 2)) * keras.random.normal(ops.shape(z_log_var), mean=0.0, stddev=1.0)
