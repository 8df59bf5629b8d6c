"""exp(z_log_var) is used as the standard deviation.

Task: sampling
Misconception: log-variance-as-standard-deviation
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(z_log_var) * keras.random.normal(ops.shape(z_mean))
