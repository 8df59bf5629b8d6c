"""Neighbouring latents share part of their noise.

Task: sampling
Misconception: none
Loses: 2
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        e = tf.random.normal(tf.shape(z_mean))
        e = 0.8 * e + 0.6 * tf.roll(e, 1, axis=-1)
        return z_mean + tf.exp(0.5 * z_log_var) * e
