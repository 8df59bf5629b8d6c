"""Half of z_log_var is used as the standard deviation.

Task: sampling
Misconception: halved-log-variance
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + 0.5 * z_log_var * keras.random.normal(ops.shape(z_mean))
