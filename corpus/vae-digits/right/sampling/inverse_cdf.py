"""Normal noise by the inverse distribution function of uniform noise.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        u = tf.random.uniform(tf.shape(z_mean), minval=1e-7, maxval=1 - 1e-7)
        return z_mean + tf.exp(0.5 * z_log_var) * tf.math.ndtri(u)
