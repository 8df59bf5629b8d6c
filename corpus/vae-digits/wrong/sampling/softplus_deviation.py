"""Softplus in place of the exponential.

Task: sampling
Misconception: softplus-deviation
Loses: 6 (test_spread, test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.softplus(z_log_var) * keras.random.normal(ops.shape(z_mean))
