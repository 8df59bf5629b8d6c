"""Noise is the sum of three uniform numbers: variance 1, not normal.

Task: sampling
Misconception: none
Loses: 2
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        u = tf.random.uniform(tf.concat([[3], tf.shape(z_mean)], 0), -1.0, 1.0)
        return z_mean + tf.exp(0.5 * z_log_var) * tf.reduce_sum(u, axis=0)
