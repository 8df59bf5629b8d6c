"""tf.random.normal with an op seed: TensorFlow goes on in the stream, so each call is new.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs, training=True):
        z_mean, z_log_var = inputs
        epsilon = tf.random.normal(shape=tf.shape(z_mean), mean=0.0, stddev=1.0, seed=42)
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon
