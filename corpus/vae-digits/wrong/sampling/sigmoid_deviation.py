"""Sigmoid in place of the exponential.

Task: sampling
Misconception: sigmoid-deviation
Loses: 6 (test_spread, test_noise)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return z_mean + tf.sigmoid(z_log_var) * tf.random.normal(tf.shape(z_mean))
