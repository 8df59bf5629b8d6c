"""z_log_var is not used: the deviation is 1.

Task: sampling
Misconception: log-variance-unused
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + keras.random.normal(ops.shape(z_mean))
