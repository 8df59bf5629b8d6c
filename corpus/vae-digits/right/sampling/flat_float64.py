"""A flat vector of batch * latent draws in float64, reshaped; everything computed in float64 and cast back at the end.

Task: sampling
"""

# %% cell: sampling
class Sampling(layers.Layer):
    def call(self, inputs):
        mu, log_var = [tf.cast(t, tf.float64) for t in inputs]
        how_many = tf.size(mu)
        eps = tf.random.normal(shape=[how_many], mean=0.0, stddev=1.0, dtype=tf.float64)
        eps = tf.reshape(eps, tf.shape(mu))
        z = mu + tf.exp(tf.constant(0.5, tf.float64) * log_var) * eps
        z = tf.ensure_shape(z, mu.shape)
        return tf.cast(z, inputs[0].dtype)
