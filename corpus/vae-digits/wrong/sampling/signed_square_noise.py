"""The noise is squared, its sign kept.

Task: sampling
Misconception: none
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        n = keras.random.normal(ops.shape(z_mean))
        return z_mean + ops.exp(0.5 * z_log_var) * n * ops.abs(n)
