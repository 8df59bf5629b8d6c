"""TensorFlow's global generator.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        noise = tf.random.get_global_generator().normal(tf.shape(z_mean))
        return tf.add(z_mean, tf.multiply(noise, tf.exp(z_log_var * 0.5)))
