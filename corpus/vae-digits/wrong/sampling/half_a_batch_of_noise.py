"""Noise is drawn for half of the batch and used again for the other half.

Task: sampling
Misconception: none
Loses: 2 (test_independence)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        batch, dim = ops.shape(z_mean)[0], ops.shape(z_mean)[1]
        half = keras.random.normal(((batch + 1) // 2, dim))
        epsilon = ops.concatenate([half, half], axis=0)[:batch]
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
