"""The deviation is 2 to the power of half of z_log_var, not e.

Task: sampling
Misconception: none
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        sigma = ops.power(2.0, z_log_var / 2.0)
        return z_mean + sigma * keras.random.normal(ops.shape(z_mean))
