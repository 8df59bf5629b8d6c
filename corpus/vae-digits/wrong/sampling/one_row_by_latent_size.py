"""Noise of the latents' size alone, broadcast over the batch.

Task: sampling
Misconception: one-noise-row
Loses: 4 (test_noise, test_independence)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * tf.random.normal((z_mean.shape[1],))
