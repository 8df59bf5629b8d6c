"""The noise is divided by the root of the precision exp(-z_log_var), in place of multiplied by the deviation.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        root_precision = ops.exp(-0.5 * z_log_var)  # 1 / sigma
        return z_mean - keras.random.normal(ops.shape(z_mean)) / root_precision  # N(0,1) is symmetric
