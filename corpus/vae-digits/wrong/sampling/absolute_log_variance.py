"""The root of the absolute log-variance.

Task: sampling
Misconception: none
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.sqrt(ops.abs(z_log_var)) * keras.random.normal(ops.shape(z_mean))
