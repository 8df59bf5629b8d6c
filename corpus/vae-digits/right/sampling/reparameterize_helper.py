"""A tf.function beside the layer draws, as public code has it.

Task: sampling
"""

# %% cell: sampling
@tf.function
def reparameterize(mean, logvar):
    eps = tf.random.normal(shape=tf.shape(mean))
    return eps * tf.exp(logvar * .5) + mean

class Sampling(layers.Layer):
    """Uses (z_mean, z_log_var) to sample z."""
    def call(self, inputs, training=None, mask=None):
        return reparameterize(*inputs)
    def compute_output_shape(self, input_shape):
        return input_shape[0]
    def get_config(self):
        return super().get_config()
