"""TensorFlow's random_normal_initializer without a seed is used as the source of noise; it draws anew at each call.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def __init__(self, name="sampling", **kwargs):
        super().__init__(name=name, **kwargs)
        self.standard_normal = tf.random_normal_initializer(mean=0.0, stddev=1.0)

    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = self.standard_normal(shape=tf.shape(z_mean), dtype=tf.float32)
        return tf.add(z_mean, tf.multiply(tf.exp(tf.scalar_mul(0.5, z_log_var)), epsilon))
