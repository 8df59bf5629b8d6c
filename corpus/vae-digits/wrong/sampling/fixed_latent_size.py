"""The latent size 2 is written down.

Task: sampling
Misconception: none
Loses: 1 (test_sizes)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * keras.random.normal((ops.shape(z_mean)[0], 2))
