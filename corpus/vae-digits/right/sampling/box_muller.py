"""Normal noise made from two uniform draws, by Box and Muller.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs

        shape = tf.shape(z_mean)
        u1 = tf.random.uniform(shape, minval=1e-7, maxval=1.0)
        u2 = tf.random.uniform(shape)
        noise = tf.sqrt(-2.0 * tf.math.log(u1)) * tf.cos(2.0 * np.pi * u2)
        return z_mean + tf.exp(z_log_var / 2) * noise
