"""Laplace noise of variance 1.

Task: sampling
Misconception: none
Loses: 2 (test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        u = tf.random.uniform(tf.shape(z_mean), -0.4999999, 0.4999999)
        noise = -tf.sign(u) * tf.math.log(1 - 2 * tf.abs(u)) / 2**0.5
        return z_mean + tf.exp(z_log_var / 2) * noise
