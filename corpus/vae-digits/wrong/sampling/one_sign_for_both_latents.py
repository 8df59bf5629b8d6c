"""The noise has the right size in each latent, but one sign for both.

Task: sampling
Misconception: none
Loses: 2 (test_independence)
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        half = tf.random.normal(tf.shape(z_mean))
        epsilon = tf.where(half > 0, half, -half) * tf.sign(tf.random.uniform(tf.shape(z_mean)[:1])[:, None] - 0.5)
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon
