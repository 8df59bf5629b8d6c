"""@tf.function on call.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    @tf.function
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = tf.random.normal(shape=tf.shape(z_mean))
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon
