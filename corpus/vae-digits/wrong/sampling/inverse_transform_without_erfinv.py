"""Inverse transform sampling without the inverse error function: the noise stays uniform, in [-sqrt 2, sqrt 2).

Task: sampling
Misconception: uniform-noise
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        # normal quantile of a uniform number: sqrt(2) * erfinv(2u - 1)
        u = keras.random.uniform(ops.shape(z_mean))
        epsilon = (2.0 * u - 1.0) * 2.0**0.5
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
