"""exp(z_log_var) is halved, not its exponent.

Task: sampling
Misconception: half-the-variance
Loses: 6 (test_spread, test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(z_log_var) / 2 * keras.random.normal(ops.shape(z_mean))
