"""Noise of the two values -1 and 1.

Task: sampling
Misconception: two-valued-noise
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * ops.sign(keras.random.normal(ops.shape(z_mean)))
