"""The log-variance is clipped at 0.

Task: sampling
Misconception: none
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * ops.minimum(z_log_var, 0.0)) * keras.random.normal(ops.shape(z_mean))
