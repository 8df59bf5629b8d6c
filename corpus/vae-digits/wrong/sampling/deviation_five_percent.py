"""The deviation is 5 % too large everywhere.

Task: sampling
Misconception: noise-of-another-size
Loses: 2
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * keras.random.normal(ops.shape(z_mean), stddev=1.05)
