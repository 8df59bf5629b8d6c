"""The noise of a batch is sorted: the first rows get the smallest.

Task: sampling
Misconception: none
Loses: 8 (test_spread, test_noise, test_independence)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = tf.sort(tf.random.normal(tf.shape(z_mean)), axis=0)
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon
