"""The reparameterised sample of TensorFlow 1's Normal.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        return tf.compat.v1.distributions.Normal(z_mean, tf.exp(z_log_var / 2)).sample()
