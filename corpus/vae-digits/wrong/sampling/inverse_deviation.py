"""The exponent has the wrong sign.

Task: sampling
Misconception: inverse-deviation
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(-0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean))
