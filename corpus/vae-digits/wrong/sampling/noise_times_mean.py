"""The noise multiplies the mean too.

Task: sampling
Misconception: none
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        n = keras.random.normal(ops.shape(z_mean))
        return z_mean * (1 + 0.1 * n) + ops.exp(0.5 * z_log_var) * n
