"""Uniform noise in [0, 1).

Task: sampling
Misconception: uniform-noise
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * keras.random.uniform(ops.shape(z_mean))
