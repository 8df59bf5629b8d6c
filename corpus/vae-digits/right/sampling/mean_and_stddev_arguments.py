"""The generator is given mean and deviation itself.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return tf.random.normal(tf.shape(z_mean), mean=z_mean, stddev=tf.exp(0.5 * z_log_var))
