"""Noise is left out when the batch is one image ("inference").

Task: sampling
Misconception: none
Loses: 1
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        many = tf.cast(tf.shape(z_mean)[0] > 1, tf.float32)
        return z_mean + many * tf.exp(0.5 * z_log_var) * tf.random.normal(tf.shape(z_mean))
