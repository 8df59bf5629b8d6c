"""Stateless noise with a seed that is drawn anew at each call.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs

        seed = tf.random.uniform([2], maxval=2**30, dtype=tf.int32)
        noise = tf.random.stateless_normal(tf.shape(z_mean), seed=seed)
        return z_mean + ops.exp(0.5 * z_log_var) * noise
