"""The noise is dropout on ones, minus 1: it is either -1 or +1.

Task: sampling
Misconception: two-valued-noise
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        # dropout with rate 0.5 gives 0 or 2: mean 1 and variance 1, so minus 1 it is standardised noise
        epsilon = keras.random.dropout(ops.ones_like(z_mean), rate=0.5) - 1.0
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon
