"""Uniform noise in [-1, 1).

Task: sampling
Misconception: uniform-noise
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + ops.exp(0.5 * z_log_var) * tf.random.uniform(tf.shape(z_mean), -1.0, 1.0)
