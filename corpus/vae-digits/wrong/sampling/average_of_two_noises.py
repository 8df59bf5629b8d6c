"""The mean of two draws: half of the variance.

Task: sampling
Misconception: noise-of-another-size
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        shape = ops.shape(z_mean)
        epsilon = (keras.random.normal(shape) + keras.random.normal(shape)) / 2
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
