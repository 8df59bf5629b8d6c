"""The deviation as a power of e.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        sigma = tf.pow(np.float32(np.e), z_log_var / 2.0)
        return sigma * tf.random.normal(tf.shape(sigma)) + z_mean
