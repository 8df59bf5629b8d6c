"""Deviation without noise is added to the mean.

Task: sampling
Misconception: deviation-without-noise
Loses: 6 (test_noise, test_independence, test_new_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var)
