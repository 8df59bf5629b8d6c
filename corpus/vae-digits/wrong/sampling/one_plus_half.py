"""A first-order expansion of the exponential.

Task: sampling
Misconception: none
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + (1 + 0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean))
