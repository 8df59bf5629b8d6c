"""The noise is drawn with the deviation and then multiplied by the deviation once more.

Task: sampling
Misconception: log-variance-as-standard-deviation
Loses: 4 (test_spread)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        """Draw z ~ N(z_mean, exp(z_log_var))."""
        z_mean, z_log_var = inputs
        sigma = ops.exp(z_log_var / 2)
        noise = tf.random.normal(tf.shape(z_mean), stddev=sigma)
        return z_mean + sigma * noise
