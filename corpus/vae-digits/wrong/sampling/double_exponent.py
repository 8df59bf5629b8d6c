"""The exponent is doubled in place of halved.

Task: sampling
Misconception: none
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(2 * z_log_var) * keras.random.normal(ops.shape(z_mean))
