"""The noise takes three values with the mean, variance and kurtosis of a normal.

Task: sampling
Misconception: none
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        # Gauss-Hermite points: -sqrt 3, 0, sqrt 3 with weights 1/6, 2/3, 1/6
        u = keras.random.uniform(ops.shape(z_mean))
        low = ops.cast(u < 1 / 6, z_mean.dtype)
        high = ops.cast(u > 5 / 6, z_mean.dtype)
        epsilon = (high - low) * 3.0**0.5
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
