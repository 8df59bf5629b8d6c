"""Noise of standard deviation 5.

Task: sampling
Misconception: noise-of-another-size
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + tf.exp(z_log_var / 2) * tf.random.normal(tf.shape(z_mean), 0.0, 5.0)
