"""z_log_var itself is used as the standard deviation.

Task: sampling
Misconception: raw-log-variance
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + z_log_var * keras.random.normal(ops.shape(z_mean))
