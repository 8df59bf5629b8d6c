"""One random number for all latents of a row.

Task: sampling
Misconception: one-noise-per-row
Loses: 2 (test_independence)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * keras.random.normal((ops.shape(z_mean)[0], 1))
